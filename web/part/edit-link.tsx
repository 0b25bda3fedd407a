/** The way from a record that everybody reads to its form, for whoever may write. */
import type { RecordType } from '../../shared/domain/record-type.ts';
import { addressOf } from '../address.ts';
import type { Language } from '../language.ts';
import { useSignedIn } from '../sign-in/signed-in.ts';
import { useSite } from '../site.ts';

/** The page on which staff work on a record. */
export const staffAddressOf = (language: Language, type: RecordType, id: string): string =>
  type === 'round'
    ? addressOf(language, 'staff-round', id)
    : addressOf(language, 'staff-record', '', `of=${type}%23${id}`);

export const EditLink = ({ type, id }: { type: RecordType; id: string }) => {
  const { say, language } = useSite();
  if (!useSignedIn()?.groups.includes('staff')) return null;
  return (
    <p class="govuk-body">
      <a class="govuk-link" href={staffAddressOf(language, type, id)}>
        {say('staff.edit')}
      </a>
    </p>
  );
};
