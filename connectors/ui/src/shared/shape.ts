/**
 * What a frame looks like, said once: the TypeScript type is inferred from the shape, and the tests
 * hold the golden files of `tests/contracts` against it. Extra fields are allowed, as on the wire.
 */
export interface Shape<T> {
  /** Sentences naming what does not fit; empty when `value` fits. */
  faults(value: unknown, at: string): string[];
  readonly mayMiss?: true;
  readonly example?: T;
}
export interface Optional<T> extends Shape<T | undefined> {
  readonly mayMiss: true;
}
export type Infer<S> = S extends Shape<infer T> ? T : never;

type Fields = Record<string, Shape<unknown>>;
type OptionalKeys<F extends Fields> = { [K in keyof F]: F[K] extends { mayMiss: true } ? K : never }[keyof F];
type Flat<T> = { [K in keyof T]: T[K] };
type ObjectOf<F extends Fields> = Flat<
  { [K in Exclude<keyof F, OptionalKeys<F>>]: Infer<F[K]> } & { [K in OptionalKeys<F>]?: Infer<F[K]> }
>;

const primitive = <T>(name: string, fits: (value: unknown) => boolean): Shape<T> => ({
  faults: (value, at) => (fits(value) ? [] : [`${at}: expected ${name}, got ${JSON.stringify(value)}`]),
});

export const text = /* @__PURE__ */ primitive<string>("text", (value) => typeof value === "string");
export const whole = /* @__PURE__ */ primitive<number>("a whole number", Number.isInteger);
export const decimal = /* @__PURE__ */ primitive<number>("a number", (value) => typeof value === "number");
export const flag = /* @__PURE__ */ primitive<boolean>("true or false", (value) => typeof value === "boolean");
export const anything = /* @__PURE__ */ primitive<unknown>("anything", () => true);
/** A point in time, ISO 8601 with its offset. */
export const moment = /* @__PURE__ */ primitive<string>(
  "a time",
  (value) => typeof value === "string" && !Number.isNaN(Date.parse(value)),
);

export const literal = <const V extends readonly (string | number | boolean)[]>(...values: V): Shape<V[number]> =>
  primitive(`one of ${values.join(", ")}`, (value) => (values as readonly unknown[]).includes(value));

export const optional = <T>(inner: Shape<T>): Optional<T> => ({
  mayMiss: true,
  faults: (value, at) => (value === undefined || value === null ? [] : inner.faults(value, at)),
});

export const nullable = <T>(inner: Shape<T>): Shape<T | null> => ({
  faults: (value, at) => (value === null ? [] : inner.faults(value, at)),
});

export const list = <T>(inner: Shape<T>): Shape<T[]> => ({
  faults: (value, at) =>
    Array.isArray(value)
      ? value.flatMap((item, index) => inner.faults(item, `${at}[${index}]`))
      : [`${at}: expected a list`],
});

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const record = <T>(inner: Shape<T>): Shape<Record<string, T>> => ({
  faults: (value, at) =>
    isRecord(value)
      ? Object.entries(value).flatMap(([key, item]) => inner.faults(item, `${at}.${key}`))
      : [`${at}: expected an object`],
});

export const object = <F extends Fields>(fields: F): Shape<ObjectOf<F>> => ({
  faults: (value, at) =>
    isRecord(value)
      ? Object.entries(fields).flatMap(([key, field]) => field.faults(value[key], `${at}.${key}`))
      : [`${at}: expected an object`],
});

/** One of several objects, told apart by the text in the field `tag`. */
export const tagged = <K extends string, V extends Record<string, Fields>>(
  tag: K,
  variants: V,
): Shape<{ [N in keyof V]: Flat<{ [T in K]: N } & ObjectOf<V[N]>> }[keyof V]> => ({
  faults: (value, at) => {
    if (!isRecord(value)) return [`${at}: expected an object`];
    const fields = variants[value[tag] as string];
    return fields ? object(fields).faults(value, at) : [`${at}.${tag}: unknown ${JSON.stringify(value[tag])}`];
  },
});
