import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const INSTALL = 'Install Java 17 or later (a JDK) and Maven, on Debian: apt-get install openjdk-17-jdk-headless maven'

/** @throws Error when there is none, or one that is too old */
export function javaCommand(): string {
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java'
  const { error, stderr } = spawnSync(java, ['-version'], { encoding: 'utf8' })
  if (error) throw new Error(`No Docker engine answers, and there is no Java here. ${INSTALL}`)
  const major = Number(/version "(\d+)/.exec(stderr)?.[1])
  if (!(major >= 17))
    throw new Error(`HAPI needs Java 17 or later; this is ${major || 'an unknown version'}. ${INSTALL}`)
  return java
}
