// Checks a resource against FHIR R4: known elements, how often, right types, real dates, allowed codes. No terminology servers.
import type { Issue, IssueCode } from '../outcome.ts';
import { isPrimitive, primitiveProblem } from './primitives.ts';
import type { ElementRule, Shape, Shapes } from './r4-shapes.ts';

type Json = Readonly<Record<string, unknown>>;
type Checking = { readonly shapes: Shapes; readonly issues: Issue[] };

/** A sender mends the first few; a hostile message must not fill the answer. */
const MOST_ISSUES = 20;

/**
 * Every fault found, up to 20; none when the resource is sound. Needs a value whose depth was checked before. `at` is the
 * FHIRPath of the resource, such as `Bundle`.
 */
export function structureIssues(shapes: Shapes, resource: unknown, at: string): readonly Issue[] {
  const checking: Checking = { shapes, issues: [] };
  checkResource(checking, resource, at);
  return checking.issues;
}

const full = ({ issues }: Checking): boolean => issues.length >= MOST_ISSUES;

function fault(checking: Checking, code: IssueCode, at: string, text: string): void {
  if (!full(checking)) checking.issues.push({ severity: 'error', code, at, text });
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function checkResource(checking: Checking, value: unknown, at: string): void {
  const type = isObject(value) ? value.resourceType : null;
  if (type === null) fault(checking, 'structure', at, 'A resource must be a JSON object.');
  else if (typeof type !== 'string') fault(checking, 'required', at, 'A resource must have a resourceType.');
  else {
    const shape = checking.shapes.isResource(type) ? checking.shapes.of(type) : undefined;
    if (shape) checkProperties(checking, value as Json, shape, at, true);
    else fault(checking, 'structure', at, 'The resourceType is not one of FHIR R4.');
  }
}

function checkProperties(
  checking: Checking,
  value: Json,
  shape: Shape,
  at: string,
  isResource = false,
): void {
  const properties = Object.keys(value);
  if (properties.length === 0) fault(checking, 'structure', at, 'An element must not be empty.');
  const chosen = new Map<string, string>();
  for (const property of properties) {
    if (full(checking)) return;
    if (isResource && property === 'resourceType') continue;
    const name = property.startsWith('_') ? property.slice(1) : property;
    const rule = shape.rules.get(name);
    const path = `${at}.${property.slice(0, 100)}`;
    if (rule === undefined || (name !== property && !isPrimitive(rule.type))) {
      fault(checking, 'structure', path, 'This is not an element of FHIR R4 here.');
      continue;
    }
    const other = chosen.get(rule.element) ?? name;
    if (other !== name) fault(checking, 'structure', path, `Only one type of ${rule.element} may be sent.`);
    chosen.set(rule.element, name);
    if (name !== property) checkSiblings(checking, value[property], rule, path);
    else checkElement(checking, value[property], rule, path, value[`_${property}`]);
  }
  for (const { element, properties: ways } of shape.required) {
    if (ways.some(way => Object.hasOwn(value, way) || Object.hasOwn(value, `_${way}`))) continue;
    fault(checking, 'required', `${at}.${element.replace('[x]', '')}`, 'This element is required.');
  }
}

function checkElement(
  checking: Checking,
  value: unknown,
  rule: ElementRule,
  at: string,
  siblings: unknown,
): void {
  if (!rule.many && !Array.isArray(value)) checkValue(checking, value, rule, at);
  else if (!rule.many) fault(checking, 'structure', at, 'Only one value may be sent here, not a list.');
  else if (!Array.isArray(value)) fault(checking, 'structure', at, 'A list of values is expected here.');
  else if (value.length === 0) fault(checking, 'structure', at, 'A list must not be empty.');
  else {
    for (const [place, each] of value.entries()) {
      if (full(checking)) return;
      // Null stands only where an extension beside it says why there is no value.
      if (each === null && Array.isArray(siblings) && isObject(siblings[place])) continue;
      checkValue(checking, each, rule, `${at}[${place}]`);
    }
  }
}

function checkValue(checking: Checking, value: unknown, rule: ElementRule, at: string): void {
  if (value === null) fault(checking, 'structure', at, 'This must not be null: leave the element out.');
  else if (isPrimitive(rule.type)) checkPrimitive(checking, value, rule, at);
  else if (!isObject(value))
    fault(checking, 'structure', at, `A JSON object is expected here (FHIR ${rule.type}).`);
  else if (rule.type === 'Resource' || checking.shapes.isResource(rule.type))
    checkResource(checking, value, at);
  else {
    const shape = checking.shapes.of(rule.type);
    if (shape === undefined) throw new Error(`the table of R4 elements has no ${rule.type}`);
    checkProperties(checking, value, shape, at);
    if (rule.type !== 'Extension' || !Object.hasOwn(value, 'extension')) return;
    if (!Object.keys(value).some(key => key.startsWith('value'))) return;
    fault(checking, 'invariant', at, 'An extension has either a value or extensions, not both (ext-1).');
  }
}

function checkPrimitive(checking: Checking, value: unknown, rule: ElementRule, at: string): void {
  const problem = primitiveProblem(rule.type, value);
  if (problem !== null) fault(checking, typeof value === 'string' ? 'value' : 'structure', at, problem);
  else if (rule.codes !== null && !rule.codes.has(value as string)) {
    fault(checking, 'code-invalid', at, `This must be one of: ${[...rule.codes].slice(0, 20).join(', ')}.`);
  }
}

/** `_birthDate` and its like: an id and extensions beside a primitive. */
function checkSiblings(checking: Checking, value: unknown, rule: ElementRule, at: string): void {
  const shape = checking.shapes.of('Element');
  if (shape === undefined) throw new Error('the table of R4 elements has no Element');
  if (rule.many !== Array.isArray(value)) {
    fault(checking, 'structure', at, 'This must be a list exactly when its value is one.');
    return;
  }
  for (const [place, each] of (Array.isArray(value) ? value : [value]).entries()) {
    const path = rule.many ? `${at}[${place}]` : at;
    if (each === null && rule.many) continue;
    if (isObject(each)) checkProperties(checking, each, shape, path);
    else fault(checking, 'structure', path, 'A JSON object is expected here (FHIR Element).');
  }
}
