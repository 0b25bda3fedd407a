/** The way from a record that everybody reads to its form, for whoever may write. */
import type { RecordType } from '../../shared/domain/record-type.ts';
import { addressOf } from '../address.ts';
import { useSignedIn } from '../sign-in/signed-in.ts';
import { useSite } from '../site.ts';

export const EditLink = ({ type, id }: { type: RecordType; id: string }) => {
  const { say, language } = useSite();
  if (!useSignedIn()?.groups.includes('staff')) return null;
  const address =
    type === 'round'
      ? addressOf(language, 'staff-round', id)
      : addressOf(language, 'staff-record', '', `of=${type}%23${id}`);
  return (
    <p class="govuk-body">
      <a class="govuk-link" href={address}>
        {say('staff.edit')}
      </a>
    </p>
  );
};
