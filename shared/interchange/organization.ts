/** Organizations that data sets name as third parties in running text, by their names and their well-known letters. */
import type { Party } from '../domain/party.ts';
import { fold } from '../projection/fold.ts';

type Organization = { readonly id: string; readonly name: string; readonly others: readonly string[] };

export const organizations: readonly Organization[] = [
  { id: 'un', name: 'United Nations', others: ['UN'] },
  { id: 'eu', name: 'European Union', others: ['EU'] },
  { id: 'african-union', name: 'African Union', others: ['AU'] },
  { id: 'oau', name: 'Organization of African Unity', others: ['OAU', 'Organisation of African Unity'] },
  { id: 'ecowas', name: 'Economic Community of West African States', others: ['ECOWAS'] },
  { id: 'eccas', name: 'Economic Community of Central African States', others: ['ECCAS'] },
  { id: 'igad', name: 'Intergovernmental Authority on Development', others: ['IGAD'] },
  { id: 'sadc', name: 'Southern African Development Community', others: ['SADC'] },
  { id: 'oas', name: 'Organization of American States', others: ['OAS', 'Organisation of American States'] },
  {
    id: 'osce',
    name: 'Organization for Security and Co-operation in Europe',
    others: ['OSCE', 'Organisation for Security and Cooperation in Europe'],
  },
  { id: 'nato', name: 'North Atlantic Treaty Organization', others: ['NATO'] },
  { id: 'arab-league', name: 'League of Arab States', others: ['Arab League'] },
  {
    id: 'oic',
    name: 'Organisation of Islamic Cooperation',
    others: ['OIC', 'Organization of the Islamic Conference'],
  },
  { id: 'cen-sad', name: 'Community of Sahel-Saharan States', others: ['CEN-SAD'] },
  { id: 'commonwealth', name: 'Commonwealth of Nations', others: ['Commonwealth Organization'] },
  { id: 'francophonie', name: 'International Organisation of La Francophonie', others: ['OIF'] },
  {
    id: 'icglr',
    name: 'International Conference on the Great Lakes Region',
    others: ['ICGLR', 'ICGL'],
  },
  { id: 'indian-ocean-commission', name: 'Indian Ocean Commission', others: ['COI'] },
  { id: 'minusca', name: 'UN Mission in the Central African Republic', others: ['MINUSCA'] },
  { id: 'asean', name: 'Association of Southeast Asian Nations', others: ['ASEAN'] },
];

const byName: ReadonlyMap<string, Organization> = new Map(
  organizations.flatMap((one) => [one.name, ...one.others].map((name): [string, Organization] => [fold(name), one])),
);

/** The organization that has this name, or these letters. */
export const organizationNamed = (name: string): Organization | undefined => byName.get(fold(name));

/** An organization as a party, in the same words whoever imports it. */
export const organizationParty = ({ id, name, others }: Organization): Party => ({
  id,
  type: 'party',
  kind: 'intergovernmental-organization',
  name: { en: name },
  aliases: others.map((other) => ({ name: other, language: 'en' })),
});
