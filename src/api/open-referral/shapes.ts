// Every field that leaves, entity by entity, under its HSDS name: what is written, and what the description of the interface says.
import type { Shape } from './shapes/field.ts';
import { ORGANIZATIONS } from './shapes/organizations.ts';
import { PARTS } from './shapes/parts.ts';
import { SERVICES } from './shapes/services.ts';

export { ENUMS, type Field, fieldOf } from './shapes/field.ts';

/** Named as OpenAPI components; `…_row` is how an entity stands in a list. */
export const SHAPES = { ...SERVICES, ...ORGANIZATIONS, ...PARTS } as const;

export type ShapeName = keyof typeof SHAPES;
export const shapeNamed = (name: string): Shape => (SHAPES as Readonly<Record<string, Shape>>)[name] ?? {};
