// Finds what a reference of a Bundle points to (https://hl7.org/fhir/R4/bundle.html#references), and what points to nothing.
import type { Bundle, Reference, Resource } from '@medplum/fhirtypes';

/** A resource and the FHIRPath at which it stands in the Bundle. */
export type Found<R extends Resource = Resource> = { readonly resource: R; readonly at: string };

export type References = {
  readonly entries: readonly Found[];
  /** What `reference`, standing in `from`, points to within the Bundle. Never follows further, so cycles do no harm. */
  readonly resolve: (reference: Reference | undefined, from: Found) => Found | undefined;
  /** As `resolve`, for a resource that must be of one type. */
  readonly resourceAt: <T extends Resource['resourceType']>(
    reference: Reference | undefined,
    from: Found | null | undefined,
    type: T,
  ) => OfType<T> | undefined;
  readonly ofType: <T extends Resource['resourceType']>(type: T) => readonly Found<OfType<T>>[];
};

type OfType<T extends Resource['resourceType']> = Extract<Resource, { resourceType: T }>;

export type DanglingReference = { readonly at: string };

export const entryPath = (place: number): string => `Bundle.entry[${place}].resource`;

export function indexReferences(bundle: Bundle): References {
  const entries: Found[] = [];
  const byUrl = new Map<string, Found>();
  const byTypeAndId = new Map<string, Found>();
  bundle.entry?.forEach(({ fullUrl, resource }, place) => {
    if (resource === undefined) return;
    const found = { resource, at: entryPath(place) };
    entries.push(found);
    if (fullUrl !== undefined && !byUrl.has(fullUrl)) byUrl.set(fullUrl, found);
    const key = `${resource.resourceType}/${resource.id}`;
    if (resource.id !== undefined && !byTypeAndId.has(key)) byTypeAndId.set(key, found);
  });
  const resolve = (reference: Reference | undefined, from: Found): Found | undefined => {
    const text = reference?.reference;
    if (text === undefined) return undefined;
    if (text.startsWith('#')) return contained(from, text.slice(1));
    const unversioned = text.replace(/\/_history\/[^/]+$/, '');
    return byUrl.get(unversioned) ?? byTypeAndId.get(unversioned);
  };
  return {
    entries,
    resolve,
    resourceAt: (reference, from, type) => {
      const found = from ? resolve(reference, from)?.resource : undefined;
      return found?.resourceType === type ? (found as OfType<typeof type>) : undefined;
    },
    ofType: <T extends Resource['resourceType']>(type: T) =>
      entries.filter(({ resource }) => resource.resourceType === type) as unknown as Found<OfType<T>>[],
  };
}

function contained(from: Found, id: string): Found | undefined {
  const list = (from.resource as { contained?: Resource[] }).contained ?? [];
  const place = list.findIndex(resource => resource.id === id);
  const resource = list[place];
  return resource && { resource, at: `${from.at}.contained[${place}]` };
}

/** Every `reference` of the Bundle that resolves to nothing in it, by path. The depth was limited before. */
export function danglingReferences(references: References): readonly DanglingReference[] {
  const dangling: DanglingReference[] = [];
  for (const entry of references.entries) visit(entry.resource, entry.at, entry);
  return dangling;

  function visit(value: unknown, at: string, from: Found): void {
    if (Array.isArray(value)) {
      value.forEach((each, place) => {
        visit(each, `${at}[${place}]`, from);
      });
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      if (key === 'reference' && typeof child === 'string') {
        if (!references.resolve({ reference: child }, from)) dangling.push({ at: `${at}.reference` });
      } else visit(child, `${at}.${key}`, from);
    }
  }
}
