/** What sources disagree on: what is shown here, and who says otherwise. */
import type { RecordType } from '../../shared/domain/record-type.ts';
import { useSite } from '../site.ts';
import type { Names } from './name.tsx';
import { Text } from './text.tsx';
import { PlaceName, Value } from './value.tsx';

/** A place on which sources disagree, as replies have it. */
export type Dispute = {
  readonly at: string;
  readonly adopted?: unknown;
  readonly differs: readonly {
    readonly value: unknown;
    readonly source: {
      readonly title: string;
      readonly publisher?: string | undefined;
      readonly url?: string | undefined;
    };
    readonly remark?: Readonly<Record<string, string>> | undefined;
  }[];
};

/** Says briefly that there is a dispute, beside what it is about. */
export const DisputedMark = () => {
  const { say } = useSite();
  return <strong class="govuk-tag app-tag--disputed">{say('disputed.mark')}</strong>;
};

/** Who says so, with a link where there is an address. */
const Who = ({ source: { title, publisher, url } }: { source: Dispute['differs'][number]['source'] }) => {
  const words = publisher === undefined || title.includes(publisher) ? title : `${title} (${publisher})`;
  return url === undefined ? (
    <cite>{words}</cite>
  ) : (
    <cite>
      <a class="govuk-link" href={url} rel="noreferrer">
        {words}
      </a>
    </cite>
  );
};

/** One dispute: both values, and who says the other. */
export const DisputedValues = ({
  type,
  of: { at, adopted, differs },
  names,
}: {
  type: RecordType;
  of: Dispute;
  names: Names | undefined;
}) => {
  const { say } = useSite();
  return (
    <dl class="app-values">
      <div>
        <dt>{say('disputed.here')}</dt>
        <dd>
          <Value type={type} at={at} of={adopted} names={names} />
        </dd>
      </div>
      {differs.map(({ value, source, remark }) => (
        <div key={JSON.stringify([value, source.title])}>
          <dt>
            <Who source={source} />
          </dt>
          <dd>
            <Value type={type} at={at} of={value} names={names} />
            {remark && (
              <span class="govuk-hint">
                <Text of={remark} />
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
};

/** Every dispute of a record, in full. */
export const Disputes = ({
  type,
  of,
  names,
}: {
  type: RecordType;
  of: readonly Dispute[];
  names: Names | undefined;
}) => {
  const { say } = useSite();
  if (of.length === 0) return null;
  return (
    <section class="govuk-inset-text app-disputed" aria-labelledby="disputed">
      <h2 class="govuk-heading-m" id="disputed">
        {say('disputed.title')}
      </h2>
      {of.map((dispute) => (
        <div key={dispute.at}>
          <h3 class="govuk-heading-s">
            <PlaceName at={dispute.at} names={names} />
          </h3>
          <DisputedValues type={type} of={dispute} names={names} />
        </div>
      ))}
    </section>
  );
};
