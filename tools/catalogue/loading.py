"""The files of a catalogue: which there are, which schema each must match, what stands in them."""

from .reading import read_document

SINGLE_FILES = {
    "catalogue.yaml": "catalogue",
    "sources.yaml": "sources",
    "limits.yaml": "limits",
    "planning.yaml": "planning",
    "body.yaml": "body",
    "emergency.yaml": "emergency",
    "screening/questions.yaml": "questions",
    "screening/rules.yaml": "rules",
    "screening/contraindications.yaml": "contraindications",
    "words/en/terms.yaml": "words-terms",
    "words/en/screening.yaml": "words-screening",
    "words/en/dispositions.yaml": "words-dispositions",
    "words/en/plan.yaml": "words-plan",
    "words/en/page.yaml": "words-page",
    "words/en/terminal.yaml": "words-terminal",
    "words/en/programme.yaml": "words-terminal",
    "words/en/lessons-page.yaml": "words-page",
}
FOLDERS = {
    "techniques": "technique",
    "words/en/techniques": "words-technique",
    "lessons": "lesson",
    "words/en/lessons": "words-lesson",
}


class Files:
    """Every document by its name inside the catalogue: files["limits.yaml"]."""

    def __init__(self, folder, shown, schemas, faults):
        self.folder = folder
        self.schemas = schemas
        self._faults = faults
        self._shown = shown
        self.documents = {}
        for name, schema in SINGLE_FILES.items():
            self._load(name, schema)
        for sub, schema in FOLDERS.items():
            for path in sorted((folder / sub).glob("*.yaml")):
                self._load(f"{sub}/{path.name}", schema)
        self._refuse_strays()

    def _load(self, name, schema):
        document = read_document(self.folder / name, f"{self._shown}/{name}", self._faults)
        self.schemas.check(document, schema)
        self.documents[name] = document

    def _refuse_strays(self):
        for pattern in ("*.yaml", "*.yml"):
            for path in self.folder.rglob(pattern):
                name = path.relative_to(self.folder).as_posix()
                if name not in self.documents:
                    self._faults.add(f"{self._shown}/{name}", 1, 1,
                                     "nothing reads this file; is its name or folder right?")

    def __getitem__(self, name):
        return self.documents[name]

    def inside(self, folder):
        """The documents of a folder by file name without its ending."""
        prefix = folder + "/"
        return {name[len(prefix):-len(".yaml")]: document
                for name, document in self.documents.items() if name.startswith(prefix)}

    def inputs(self):
        """Everything whose change can change the result; folders too, as files appear in them."""
        folders = [self.folder] + [path for path in self.folder.rglob("*") if path.is_dir()]
        return (sorted(self.folder / name for name in self.documents)
                + self.schemas.files() + sorted(folders))
