/** Whether a record is restricted, for whoever is cleared; nobody else is told that anything can be. */
import type { StaffBody } from '../../shared/contract/staff-client.ts';
import type { RecordType } from '../../shared/domain/record-type.ts';
import { classifications } from '../../shared/domain/terms.ts';
import { useSignedIn } from '../sign-in/signed-in.ts';
import { useSite } from '../site.ts';
import { SelectField, TextField } from './field.tsx';
import { isRestricted } from './record-draft.ts';

type Classified = Pick<StaffBody<RecordType>, 'classification' | 'marking'>;

export const ClassificationField = ({ of, onChange }: { of: Classified; onChange: (part: Classified) => void }) => {
  const { say } = useSite();
  const isCleared = useSignedIn()?.groups.includes('cleared') ?? false;
  if (!isCleared) return null;
  return (
    <>
      <div class="app-fields">
        <SelectField
          at="/classification"
          label={say('classification.label')}
          value={of.classification ?? 'unclassified'}
          words={classifications}
          name={(one) => say(`classification.${one}`)}
          onChange={(classification) => onChange({ classification })}
        />
        {isRestricted(of) && (
          <TextField
            at="/marking"
            label={say('classification.marking')}
            value={of.marking ?? ''}
            onChange={(marking) => onChange({ marking: marking === '' ? undefined : marking })}
          />
        )}
      </div>
      {isRestricted(of) && <p class="govuk-inset-text">{say('classification.kept')}</p>}
    </>
  );
};
