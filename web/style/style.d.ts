/** A style sheet that is imported is Vite's business, and no value. */
declare module '*.scss';
/** Its text, for where it is put by a script. */
declare module '*.scss?inline' {
  const text: string;
  export default text;
}
