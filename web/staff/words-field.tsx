/** A list of words that are typed one after another, with commas between them: codes of countries, ids, names of people. */
import { useState } from 'preact/hooks';
import { TextField } from './field.tsx';

const wordsIn = (text: string): string[] => text.split(/[,;]/).flatMap((word) => word.trim() || []);

export const WordsField = ({
  value,
  onChange,
  ...field
}: {
  at: string;
  label: string;
  value: readonly string[];
  onChange: (value: string[]) => void;
}) => {
  // What was typed is kept as it was typed: a comma at its end is the beginning of another word.
  const [typed, setTyped] = useState(value.join(', '));
  const shown = wordsIn(typed).join() === value.join() ? typed : value.join(', ');
  return (
    <TextField
      {...field}
      value={shown}
      onChange={(text) => {
        setTyped(text);
        onChange(wordsIn(text));
      }}
    />
  );
};
