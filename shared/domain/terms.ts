/** The closed vocabularies of the records: every list of allowed words, without anything that checks them. */

export const levels = ['international', 'national', 'subnational'] as const;
export const methods = ['negotiation', 'mediation', 'facilitation', 'good-offices', 'arbitration', 'other'] as const;
export const processStatuses = ['planned', 'active', 'suspended', 'concluded'] as const;
export const numberings = ['official', 'none'] as const;

export const roles = [
  'party',
  'mediator',
  'moderator',
  'facilitator',
  'chair',
  'coordinator',
  'host',
  'guarantor',
  'observer',
  'witness',
  'secretariat',
  'expert',
  'third-party',
] as const;
export type Role = (typeof roles)[number];
/** Roles that ask for impartiality: who holds one is not at the same time a `party` of the same round. */
export const impartialRoles: readonly Role[] = ['mediator', 'moderator', 'facilitator'];
/** Roles of a process are those of a participation, and `depositary`. */
export const processRoles = [...roles, 'depositary'] as const;

export const roundKinds = [
  'main',
  'plenary',
  'technical',
  'ministerial',
  'summit',
  'working-group',
  'bilateral',
  'trilateral',
  'consultation',
  'drafting',
  'preparatory',
  'session',
  'event',
] as const;
export const roundLevels = ['summit', 'ministerial', 'high-level', 'political-directors', 'expert'] as const;
export const roundStatuses = ['planned', 'confirmed', 'held', 'postponed', 'cancelled', 'lapsed'] as const;
export const modes = ['in-person', 'hybrid', 'online', 'unknown'] as const;
export const contacts = ['direct', 'indirect', 'mixed'] as const;
export const attendances = ['invited', 'confirmed', 'expected', 'attended', 'declined', 'absent', 'withdrew'] as const;
export type Attendance = (typeof attendances)[number];

export const ranks = [
  'head-of-state',
  'head-of-government',
  'minister',
  'deputy-minister',
  'ambassador',
  'special-envoy',
  'director',
  'expert',
  'other',
] as const;

export const partyKinds = [
  'state',
  'intergovernmental-organization',
  'armed-group',
  'political-organization',
  'civil-society',
  'institution',
  'bloc',
  'person',
  'other',
] as const;

export const documentKinds = [
  'treaty',
  'agreement',
  'amendment',
  'memorandum',
  'protocol',
  'exchange-of-notes',
  'joint-statement',
  'declaration',
  'communique',
  'statement',
  'terms-of-reference',
  'resolution',
  'decision',
  'road-map',
  'proposal',
  'law',
  'regulation',
  'order',
  'letter',
  'minutes',
  'other',
] as const;
export const stages = [
  'pre-negotiation',
  'ceasefire',
  'partial',
  'comprehensive',
  'implementation',
  'renewal',
  'other',
] as const;
export const documentStatuses = [
  'draft',
  'tabled',
  'adopted',
  'signed',
  'in-force',
  'superseded',
  'terminated',
  'rejected',
] as const;
/** `agreed`: named as agreeing, not signed. */
export const signatureActions = [
  'signed',
  'initialled',
  'agreed',
  'adopted',
  'approved',
  'acceded',
  'ratified',
  'in-force',
  'witnessed',
  'guaranteed',
  'issued',
  'proposed',
  'reserved',
  'declined',
  'withdrew',
] as const;
export const relationTypes = [
  'implements',
  'amends',
  'extends',
  'supersedes',
  'reaffirms',
  'endorses',
  'cites',
  'annex-to',
  'translates',
] as const;

export const outcomeKinds = [
  'agreement',
  'commitment',
  'mechanism',
  'exchange',
  'statement',
  'decision',
  'proposal',
  'progress',
  'vote',
  'extension',
  'membership-change',
  'next-round',
  'endorsement',
  'protest',
  'recommendation',
  'withdrawal',
  'no-agreement',
  'other',
] as const;
export const positions = [
  'supports',
  'agrees',
  'guarantees',
  'accepts',
  'proposes',
  'considers',
  'requests',
  'abstains',
  'reserves',
  'withholds',
  'opposes',
  'rejects',
  'withdraws',
  'absent',
  'other',
] as const;
/** `none … full` are the four grades of the Peace Accords Matrix; `breached` and `lapsed` are ours. */
export const implementationStatuses = ['none', 'minimum', 'intermediate', 'full', 'breached', 'lapsed'] as const;
/** The status of an outcome: that of its latest report, else that there is none. */
export const outcomeStatuses = ['none-reported', ...implementationStatuses] as const;
export const voteSubjects = ['whole', 'amendment', 'paragraph', 'procedure'] as const;

export const classifications = ['unclassified', 'restricted'] as const;
export const reliabilities = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
export const accesses = ['public', 'internal'] as const;
export const claimKinds = [
  'supports',
  'differs',
  'announced',
  'misprint',
  'counting',
  'inferred',
  'unverified',
] as const;
