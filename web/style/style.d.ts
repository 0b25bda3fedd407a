/** A style sheet that is imported is Vite's business, and no value. */
declare module '*.scss';
