// The browsers that the page is tested in: those of the machine, or on Debian, for root, apt's.

import {accessSync, constants} from 'node:fs'
import {delimiter, join} from 'node:path'
import {Stop} from '../../wasm/build.js'
import {aptInstall, isDebian, mayInstall} from '../apt.js'

/** @type {Record<string, {names: string[], paths: string[], debian: string}>} */
const browsers = {
  chromium: {
    names: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
    paths: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
    debian: 'chromium',
  },
  firefox: {
    names: ['firefox-esr', 'firefox'],
    paths: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
    debian: 'firefox-esr',
  },
}

/** @param {string} file */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * The program of an installed browser. REPAY_CHROMIUM and REPAY_FIREFOX name another.
 * @param {string} browser chromium or firefox
 * @returns {string | undefined}
 */
export function browserProgram(browser) {
  const named = process.env[`REPAY_${browser.toUpperCase()}`]
  if (named) return isProgram(named) ? named : undefined
  const {names, paths} = browsers[browser]
  const folders = (process.env.PATH ?? '').split(delimiter)
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...candidates, ...paths].find(isProgram)
}

/** Those of chromium and firefox that are not there. */
export function browsersMissing() {
  return Object.keys(browsers).filter((browser) => !browserProgram(browser))
}

/**
 * Installs what is missing, or stops with a sentence that names it.
 * @param {(text: string) => void} [onOutput]
 */
export async function installBrowsers(onOutput) {
  const missing = browsersMissing()
  if (missing.length === 0) return
  const packages = missing.map((browser) => browsers[browser].debian)
  const otherwise = 'or set REPAY_SKIP_BROWSERS=1 to count the tests of the page as skipped.'
  if (!mayInstall()) {
    const how = isDebian() ? ` (as root: apt-get install ${packages.join(' ')})` : ''
    throw new Stop(
      `The page is tested in ${missing.join(' and ')}, not found here. Install it${how}, ${otherwise}`,
    )
  }
  const output = await aptInstall([...packages, 'fonts-liberation'], onOutput)
  if (browsersMissing().length > 0) {
    throw new Stop(
      `${output}\napt-get could not install ${packages.join(' and ')}; install them, ${otherwise}`,
    )
  }
}
