/** A participant's roles in words, and that it did not come where it did not. */
import type { ReplyAt } from '../../shared/contract/reading-client.ts';
import { useSite } from '../site.ts';

type Participation = NonNullable<ReplyAt<'public', '/rounds/:id'>['participations']>[number];

export const Roles = ({ of: { roles = [], attendance } }: { of: Participation }) => {
  const { say } = useSite();
  return (
    <>
      {roles.map((role) => say(`role.${role}`)).join(', ')}
      {attendance && attendance !== 'attended' && (
        <span class="app-absence">
          {roles.length > 0 && ' · '}
          {say(`attendance.${attendance}`)}
        </span>
      )}
    </>
  );
};
