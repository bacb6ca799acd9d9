// The door of the FHIR R4 interface: its addresses, and reading referral messages from files.
export { importReferralFile } from './import-file.ts';
export { routes } from './routes.ts';
