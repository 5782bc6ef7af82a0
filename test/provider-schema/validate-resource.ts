/**
 * Checks what a program gave to a resource against the provider's own types, at every depth. The SDK's constructors do not:
 * they drop an unknown property silently, and look into no nested object.
 */
import { didYouMean } from '../../hub/yaml/did-you-mean.ts';
import { type Json, type JsonObject, UNKNOWN } from '../pulumi-host/program-record.ts';
import { type Fields, type ProviderSchema, readSchema } from './provider-schema.ts';
import { type InputType, parseType, renderType } from './type-text.ts';

/** The part of a recorded resource that its inputs are judged by. */
export type GivenResource = { readonly type: string; readonly name: string; readonly inputs: JsonObject };

/** Our own components, and the stack: no provider has types for them. */
const OWN_TYPE = /^(assethub|pulumi:pulumi):/;

/** How a recorded asset or archive says what it is. */
const FILE_KINDS: ReadonlyMap<Json | undefined, 'asset' | 'archive'> = new Map([
  ['stringAsset', 'asset'],
  ['fileAsset', 'asset'],
  ['remoteAsset', 'asset'],
  ['assetArchive', 'archive'],
  ['fileArchive', 'archive'],
  ['remoteArchive', 'archive'],
]);

/**
 * @returns one sentence for each problem: a property that does not exist, is missing, deprecated or of another type. A value
 *   that a preview cannot know yet is accepted everywhere.
 * @example validateResource({ type: 'aws:sqs/queue:Queue', name: 'q', inputs: { delaySecond: 1 } })
 *   // ["aws:sqs/queue:Queue 'q': there is no delaySecond, did you mean delaySeconds?"]
 */
export function validateResource(resource: GivenResource, schema: ProviderSchema = committed()): readonly string[] {
  const { type, name, inputs } = resource;
  if (OWN_TYPE.test(type)) return [];
  const fields = schema.resources[type];
  if (fields === undefined) {
    return [`${type} '${name}' is not in schema.json: add its class to resource-classes.ts, then run generate.ts`];
  }
  const given = type.startsWith('pulumi:providers:') ? withoutJsonText(inputs, fields) : inputs;
  return fieldProblems(given, fields, { path: '', schema }).map(problem => `${type} '${name}': ${problem}`);
}

let cached: ProviderSchema | undefined;
const committed = (): ProviderSchema => (cached ??= readSchema());

/** Where we are, as `steps[0].lowerBound`. */
type Place = { readonly path: string; readonly schema: ProviderSchema };

const inField = ({ path, schema }: Place, name: string): Place => ({
  path: path === '' ? name : `${path}.${name}`,
  schema,
});
const inItem = ({ path, schema }: Place, index: number): Place => ({ path: `${path}[${index}]`, schema });

function fieldProblems(value: JsonObject, fields: Fields, place: Place): readonly string[] {
  const declared = declarationsOf(fields);
  const given = Object.entries(value).flatMap(([name, child]) => {
    const field = declared.get(name);
    const at = inField(place, name);
    if (field === undefined) return [`there is no ${at.path}, ${didYouMean(name, [...declared.keys()])}`];
    if (field.isDeprecated) return [`${at.path} is deprecated`];
    return child === null ? [] : problemsOf(child, field.type, at);
  });
  const missing = [...declared]
    .filter(([name, { isRequired }]) => isRequired && (value[name] ?? null) === null)
    .map(([name]) => `${inField(place, name).path} is missing`);
  return [...given, ...missing];
}

type Field = { readonly type: InputType; readonly isRequired: boolean; readonly isDeprecated: boolean };
const declarations = new WeakMap<Fields, ReadonlyMap<string, Field>>();

/** `"delaySeconds?": "deprecated number"` taken apart, once for each type. */
function declarationsOf(fields: Fields): ReadonlyMap<string, Field> {
  const known = declarations.get(fields);
  if (known !== undefined) return known;
  const made = new Map(
    Object.entries(fields).map(([key, text]) => {
      const [, deprecated, rest = ''] = /^(deprecated )?(.*)$/.exec(text) ?? [];
      const field = { type: parseType(rest), isRequired: !key.endsWith('?'), isDeprecated: deprecated !== undefined };
      return [key.replace(/\?$/, ''), field];
    }),
  );
  declarations.set(fields, made);
  return made;
}

function problemsOf(value: Json, type: InputType, place: Place): readonly string[] {
  if (value === UNKNOWN) return [];
  switch (type.kind) {
    case 'any':
      return [];
    case 'list':
      if (!isList(value)) return [wants('a list', value, place)];
      return value.flatMap((item, index) => problemsOf(item, type.element, inItem(place, index)));
    case 'map':
      if (!isPlainObject(value)) return [wants('an object', value, place)];
      return Object.entries(value).flatMap(([key, item]) => problemsOf(item, type.element, inField(place, key)));
    case 'named':
      return problemsOfNamed(value, type.name, place);
    case 'union':
      return problemsOfUnion(value, type.options, place);
    default:
      return accepts(type, value) ? [] : [wants(renderType(type), value, place)];
  }
}

/** A resource stands for its id, and arrives as that. */
function accepts(type: InputType, value: Json): boolean {
  if (type.kind === 'literal') return value === type.value;
  if (type.kind === 'asset' || type.kind === 'archive') return fileKindOf(value) === type.kind;
  return typeof value === (type.kind === 'resource' ? 'string' : type.kind);
}

function problemsOfNamed(value: Json, name: string, place: Place): readonly string[] {
  const declared = place.schema.types[name];
  if (declared === undefined) return [`${place.path} is of type ${name}, which resource-classes.ts leaves out`];
  if (typeof declared === 'string') return problemsOfEnum(value, declared, place);
  return isPlainObject(value) ? fieldProblems(value, declared, place) : [wants('an object', value, place)];
}

function problemsOfEnum(value: Json, text: string, place: Place): readonly string[] {
  const known = [...text.matchAll(/'([^']*)'/g)].map(([, word = '']) => word);
  if (typeof value !== 'string') return [wants('a string', value, place)];
  return known.includes(value) ? [] : [`${place.path} knows no '${value}', ${didYouMean(value, known)}`];
}

/**
 * Fine when one of the alternatives is. `string | Runtime` counts as Runtime: the provider lists every value it knew when it
 * was released, and we pin its version, so another one is rather a slip than news.
 */
function problemsOfUnion(value: Json, options: readonly InputType[], place: Place): readonly string[] {
  const enums = options.filter(option => option.kind === 'named' && isEnum(option.name, place));
  const open = enums.length === 0 ? options : options.filter(option => option.kind !== 'string');
  const problems = open.map(option => problemsOf(value, option, place));
  if (problems.some(found => found.length === 0)) return [];
  const named = open.flatMap((option, index) => (option.kind === 'named' ? [problems[index]!] : []));
  const isOfNamed = isPlainObject(value) || enums.length > 0;
  return isOfNamed && named.length === 1
    ? named[0]!
    : [wants(renderType({ kind: 'union', options: open }), value, place)];
}

const isEnum = (name: string, { schema }: Place): boolean => typeof schema.types[name] === 'string';

const wants = (wanted: string, value: Json, { path }: Place): string => `${path} wants ${wanted} (saw ${shown(value)})`;

function shown(value: Json): string {
  const file = fileKindOf(value);
  if (file !== undefined) return file;
  const text = JSON.stringify(value);
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`;
}

function fileKindOf(value: Json): 'asset' | 'archive' | undefined {
  return value === null || typeof value !== 'object' || isList(value) ? undefined : FILE_KINDS.get(value.kind);
}

function isPlainObject(value: Json): value is JsonObject {
  return value !== null && typeof value === 'object' && !isList(value) && fileKindOf(value) === undefined;
}

/** Array.isArray does not narrow readonly arrays. */
function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** A provider's own inputs cross the wire as JSON text wherever they are not strings. */
function withoutJsonText(inputs: JsonObject, fields: Fields): JsonObject {
  const declared = declarationsOf(fields);
  const isText = (name: string) => (declared.get(name)?.type.kind ?? 'string') === 'string';
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [
      name,
      typeof value !== 'string' || value === UNKNOWN || isText(name) ? value : (JSON.parse(value) as Json),
    ]),
  );
}
