// What the rest of the program may use of the published directory; the door of the folder above passes it on.
export {
  EVERYTHING,
  type Listed,
  listPublishedOrganizations,
  listPublishedServices,
  listPublishedServicesAtLocations,
  listPublishedTaxonomies,
  listPublishedTerms,
  type Window,
} from './list.ts';
export {
  loadPublishedOrganizations,
  loadPublishedTaxonomies,
  loadPublishedTerms,
  type OrganizationDepth,
} from './organizations.ts';
export { loadServicesAtLocations, locatePostcode } from './places.ts';
export type { PublishedRecord } from './record.ts';
export type { PublishedFilter, Weekday } from './selection.ts';
export { loadFlatServices, loadSlimServices, loadWholeServices } from './services.ts';
