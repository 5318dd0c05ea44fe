/** The types do not know `JSON.rawJSON` yet. */
const raw = (JSON as unknown as { rawJSON: (text: string) => unknown }).rawJSON;

/** A number as long as its digits say, beyond what a JavaScript number holds. */
export const rawNumber = (digits: string): unknown => raw(digits);
