/** What a record is called, whatever its type: its name, label, title or summary. */
type Texts = Readonly<Record<string, string>> | undefined;
type Titled =
  | { readonly label?: Texts; readonly summary?: Texts }
  | { readonly name: Texts }
  | { readonly title: Texts }
  | { readonly summary: Texts }
  | { readonly institution: string };

/** Figures of a body have no title. */
export const titleOf = (record: Titled): Texts => {
  if ('label' in record) return record.label;
  if ('name' in record) return record.name;
  if ('title' in record) return record.title;
  return 'summary' in record ? record.summary : undefined;
};
