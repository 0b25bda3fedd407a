/** The part of the untyped `edtf` package that is used: a parsed date knows its first and last millisecond (UTC). */
declare module 'edtf' {
  export default function parse(text: string): { min: number; max: number };
}
