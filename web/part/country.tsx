/** The name of a country. Names are ours: browsers differ in what they know of Kazakh, and would then say other words than the server did. */
import { countryNamed } from '../../shared/domain/country.ts';
import { Text } from './text.tsx';

export const CountryName = ({ code }: { code: string }) => <Text of={countryNamed(code)} or={code} quiet />;
