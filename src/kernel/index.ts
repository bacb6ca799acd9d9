// The door of the kernel: small types and rules without input or output that every folder may use.
export * from './actor.ts';
export * from './answer.ts';
export * from './calendar/bank-holiday.ts';
export { type CalendarEvent, calendarFile } from './calendar/calendar-file.ts';
export * from './calendar/day.ts';
export * from './calendar/partial-date.ts';
export * from './clock.ts';
export * from './config.ts';
export * from './fold.ts';
export * from './ids.ts';
export * from './language/country.ts';
export * from './language/language.ts';
export { type Direction, LANGUAGES, type Language } from './language/language-table.ts';
export * from './nhs-number.ts';
export * from './outcome.ts';
export * from './phone.ts';
export * from './postcode.ts';
export * from './seal.ts';
