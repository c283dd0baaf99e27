import type { Work } from '#db/work'
import { programs, type ProgramDocument } from '#domain/program/index'

type Live = Readonly<{ version: number; document: ProgramDocument }>

/** The program as it is, for whoever only looks or reviews: a chain that never published one gets none by that. */
export const liveNow = async (work: Work): Promise<Live> => (await programs(work)).live
