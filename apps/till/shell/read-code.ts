import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url'

// The library would fetch its program from a server of others; a till without a network has only its own files.
prepareZXingModule({
  overrides: {
    locateFile: (path: string, before: string) => (path.endsWith('.wasm') ? wasm : before + path),
  },
})

/** Barcodes on goods and cards, and the square ones on phones. */
const FORMATS = ['QRCode', 'Code128', 'Code39', 'EAN13', 'EAN8', 'UPCA', 'DataMatrix'] as const

/** What the picture shows, or null. */
export async function read(video: HTMLVideoElement): Promise<string | null> {
  const { videoWidth: width, videoHeight: height } = video
  if (width === 0) return null
  const canvas = new OffscreenCanvas(width, height)
  const pen = canvas.getContext('2d')
  if (pen === null) return null
  pen.drawImage(video, 0, 0)
  const [found] = await readBarcodes(pen.getImageData(0, 0, width, height), {
    formats: [...FORMATS],
    maxNumberOfSymbols: 1,
    tryHarder: true,
  })
  return found !== undefined && found.text !== '' ? found.text : null
}
