// The words that the commonest passwords are made of; a password must hold eight signs beyond them.

/** From the published lists of leaked passwords and from our own trade. */
export const COMMON_WORDS: readonly string[] = (
  'password passwort passphrase passcode pass qwerty azerty admin administrator letmein letme welcome hello iloveyou love ' +
  'monkey dragon sunshine princess football baseball superman batman pokemon starwars master shadow michael jordan charlie ' +
  'liverpool chelsea arsenal manchester united rangers celtic london england britain secret changeme change default test ' +
  'testing demo guest user login signin access open computer internet google facebook whatever trustno freedom summer winter ' +
  'spring autumn january february march april june july august september october november december monday tuesday wednesday ' +
  'thursday friday saturday sunday footbridge social prescribing prescriber linkworker link worker referral referrer migrant ' +
  'refugee health healthcare nhs surgery clinic practice doctor nurse council charity correct horse battery staple ' +
  '1q2w3e4r5t6y q1w2e3r4t5y6 1qaz2wsx3edc zaq12wsx qazwsx'
).split(' ');
