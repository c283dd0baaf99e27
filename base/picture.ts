export type PictureType = 'image/jpeg' | 'image/png' | 'image/webp'

/** What a picture begins with says what it is; the name of a file says nothing. Null for anything else. */
export function pictureType(bytes: Uint8Array): PictureType | null {
  const begins = (...wanted: number[]) => wanted.every((byte, at) => bytes[at] === byte)
  if (begins(0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  const word = (from: number) => String.fromCharCode(...bytes.subarray(from, from + 4))
  return word(0) === 'RIFF' && word(8) === 'WEBP' ? 'image/webp' : null
}
