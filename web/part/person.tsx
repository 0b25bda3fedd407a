/** A person as a record names one: the name, and the title or rank in which they came. */
import { useSite } from '../site.ts';
import { Text } from './text.tsx';

type Named = {
  readonly name?: Readonly<Record<string, string>> | undefined;
  readonly title?: Readonly<Record<string, string>> | undefined;
  readonly rank?: string | undefined;
};

export const Person = ({ of: { name, title, rank } }: { of: Named }) => {
  const { term } = useSite();
  return (
    <>
      <Text of={name} quiet />
      {title ? (
        <span class="app-note">
          <Text of={title} />
        </span>
      ) : (
        rank && rank !== 'other' && <span class="app-note">{term('rank', rank)}</span>
      )}
    </>
  );
};
