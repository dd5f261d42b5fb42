// As bytes, so that the text may be larger than a message of the connection.
export function bytes(area) {
  return new TextEncoder().encode(area.value);
}
