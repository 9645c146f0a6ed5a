/** DeviceKey, as the API's model has it: a region and a UUID. */
export const deviceKeyRule = { min: 1, max: 55, pattern: /^[\w-]+_[0-9a-f-]+$/ } as const;
