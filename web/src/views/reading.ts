// What is fetched to read about exercises.

export { Library } from './library';
export { TechniquePage } from './technique';
