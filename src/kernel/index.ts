// The door of the kernel: small types and rules without input or output that every folder may use.
export * from './actor.ts';
export * from './answer.ts';
export * from './clock.ts';
export * from './ids.ts';
export * from './outcome.ts';
