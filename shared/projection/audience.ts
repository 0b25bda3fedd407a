/** The audiences: who reads, under which base path, and from which table. */
export const audiences = ['public', 'analyst', 'cleared'] as const;
export type Audience = (typeof audiences)[number];

/** The table that an audience's door reads, and nothing else. */
export const viewOf = {
  public: 'publicView',
  analyst: 'analystView',
  cleared: 'clearedView',
} as const satisfies Record<Audience, string>;

/** The bucket in which an audience finds copies of the texts that it may read. */
export const filesOf = {
  public: 'publicFiles',
  analyst: 'analystFiles',
  cleared: 'clearedFiles',
} as const satisfies Record<Audience, string>;

/** The base path of an audience's door. */
export const baseOf = {
  public: '/public/v1',
  analyst: '/analyst/v1',
  cleared: '/cleared/v1',
} as const satisfies Record<Audience, string>;
