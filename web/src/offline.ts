// Registers the service worker, which keeps the page's own files for when the server is away.

interface ScriptUrlPolicy {
  createScriptURL(input: string): string;
}

interface TrustedTypes {
  createPolicy(name: string, rules: ScriptUrlPolicy): ScriptUrlPolicy;
}

const ADDRESS = '/service-worker.js';

/** The one script address that this page ever loads by itself. */
function scriptAddress(): string {
  const { trustedTypes } = window as { trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy('limber', {
    createScriptURL(input) {
      if (input !== ADDRESS) {
        throw new TypeError(`Refused to load a script from ${input}.`);
      }
      return input;
    },
  });
  return policy ? policy.createScriptURL(ADDRESS) : ADDRESS;
}

/** Without it, or without permission for it, the page still works while the server runs. A newer
 * worker that waits has served this page already, and takes over. */
export async function keepOffline(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) {
    return;
  }
  try {
    const options = { updateViaCache: 'none' } as const;
    const registration = await navigator.serviceWorker.register(scriptAddress(), options);
    registration.waiting?.postMessage('take-over');
  } catch (error) {
    console.warn('The page cannot be kept for use without the server.', error);
  }
}
