/** Says briefly that there is a dispute, beside what it is about. */
import { useSite } from '../site.ts';

export const DisputedMark = () => {
  const { say } = useSite();
  return <strong class="govuk-tag app-tag--disputed">{say('disputed.mark')}</strong>;
};
