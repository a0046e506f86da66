import { expect, it } from "vitest";
import { readPreferences, usual } from "./preferences";

it.each([
  [null, usual],
  ['{"volume":0,"theme":"dark","columns":2}', { ...usual, volume: 0, theme: "dark", columns: 2 }],
  ['{"volume":7,"theme":"pink","columns":99}', { ...usual, volume: 1, columns: 3 }],
  ['{"volume":"loud","side":1}', usual],
])("%s is read as far as it makes sense", (text, expected) => expect(readPreferences(text)).toMatchObject(expected));
