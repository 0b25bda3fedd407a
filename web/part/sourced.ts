/** What every reply about a record says of its sources: which there are, what they say of single places, and where they disagree. */
import type { RecordType } from '../../shared/domain/record-type.ts';

export type Source = {
  readonly id: string;
  readonly title?: string | undefined;
  readonly publisher?: string | undefined;
  readonly author?: string | undefined;
  readonly date?: string | undefined;
  readonly url?: string | undefined;
  readonly locator?: string | undefined;
  readonly language?: string | undefined;
};

type Claim = {
  readonly at: string;
  readonly kind: string;
  readonly value?: unknown;
  readonly source?: string | undefined;
  readonly remark?: Readonly<Record<string, string>> | undefined;
};

/** A place on which sources disagree: what is shown there, and who says otherwise. */
export type Dispute = {
  readonly at: string;
  readonly adopted?: unknown;
  readonly differs: readonly {
    readonly value: unknown;
    readonly source: Pick<Source, 'publisher' | 'url'> & { readonly title: string };
    readonly remark?: Readonly<Record<string, string>> | undefined;
  }[];
};

export type Sourced = {
  readonly type: RecordType;
  readonly sources?: readonly Source[] | undefined;
  readonly claims?: readonly Claim[] | undefined;
  readonly disputed: readonly Dispute[];
};

/** The sources that say what is shown at a place, in their order; of those that are not public nothing is known. */
export const supporting = ({ sources = [], claims = [] }: Sourced, at: string): Source[] => {
  const saying = new Set(
    claims.filter((claim) => claim.at === at && claim.kind === 'supports').map(({ source }) => source),
  );
  return sources.filter(({ id, title }) => saying.has(id) && title !== undefined);
};
