/** Who took which position in an outcome: parties grouped by position, or how many took each where there are too many. */
import { positions as allPositions } from '../../shared/domain/terms.ts';
import { useSite } from '../site.ts';
import { type Names, PartyName } from './name.tsx';

type Position = (typeof allPositions)[number];
type Taken = {
  readonly party?: string | undefined;
  readonly position?: Position | undefined;
  readonly onBehalfOf?: string | undefined;
};

/** What a reply says of positions. */
type WithPositions = {
  readonly positions?: readonly Taken[] | undefined;
  readonly positionCounts?: Partial<Record<Position, number>> | undefined;
};

export const Positions = ({ of: { positions = [], positionCounts }, names }: { of: WithPositions; names: Names }) => {
  const { say } = useSite();
  if (positionCounts) {
    return (
      <dl class="app-values" aria-label={say('outcome.counts')}>
        {allPositions.map((position) => {
          const count = positionCounts[position];
          if (count === undefined) return null;
          return (
            <div key={position}>
              <dt>{say(`position.${position}`)}</dt>
              <dd>{count}</dd>
            </div>
          );
        })}
      </dl>
    );
  }
  if (positions.length === 0) return null;
  return (
    <dl class="app-values">
      {allPositions.map((position) => {
        const takers = positions.filter((one) => one.position === position);
        if (takers.length === 0) return null;
        return (
          <div key={position}>
            <dt>{say(`position.${position}`)}</dt>
            <dd>
              {takers.map(({ party, onBehalfOf }, index) => (
                <span key={`${party}${onBehalfOf}`}>
                  {index > 0 && ', '}
                  {party && <PartyName id={party} names={names} />}
                </span>
              ))}
            </dd>
          </div>
        );
      })}
    </dl>
  );
};
