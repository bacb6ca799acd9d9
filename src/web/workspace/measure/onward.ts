// Where a worker goes on once the questions were answered.

/** The closing of the referral, or the record. */
export type Onward = 'close' | 'record';
