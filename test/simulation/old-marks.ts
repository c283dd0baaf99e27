import type { Instant } from '#base/instant'
import type { OldMark } from '#domain/device/model/answer'
import { oldestBackup } from '#domain/device/model/forgetting'
import type { Office } from './head-office.ts'

/**
 * X7: by epoch, up to which number this head office wrote rows down itself before the oldest backup it may be restored
 * from. As `domain/device/store/old-marks.ts`: one after the other, each looked at once.
 */
export function oldMarksOf(office: Office, device: string, at: Instant): OldMark[] {
  const oldest = oldestBackup(at)
  const marks: OldMark[] = []
  for (let epoch = 1; epoch <= (office.logs.get(device)?.epoch ?? 0); epoch++) {
    const name = `${device} ${epoch}`
    const known = office.known.get(name)
    let mark = office.oldMarks.get(name) ?? 0
    for (;;) {
      const row = office.rows.get(known?.get(mark + 1) ?? '')
      if (!row || row.writtenAt >= oldest) break
      mark++
    }
    if (mark === 0) continue
    office.oldMarks.set(name, mark)
    marks.push({ epoch, mark, head: known?.get(mark) ?? '' })
  }
  return marks
}
