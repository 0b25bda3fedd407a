/** A view as it would be if it were made anew from all records: what the law holds the incremental projection to. */
import type { Ref } from '../../shared/domain/record-type.ts';
import type { Audience } from '../../shared/projection/audience.ts';
import type { Row } from '../../shared/projection/row.ts';
import { type Loaded, nothingAsked, worldOver } from './loaded.ts';
import type { Project } from './port.ts';

/** All rows of an audience by the record they stand for; `all` holds every record there is and every bloc's edges. */
export const rebuilt = (project: Project, audience: Audience, all: Loaded, now: Date): Map<Ref, Row[]> => {
  const world = worldOver(audience, all, now, nothingAsked());
  return new Map([...all.records.keys()].map((ref) => [ref, project(world, ref)]));
};
