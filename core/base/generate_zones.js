// Writes the table of time zones that the command reads (zone_table.h says what it looks like):
//
//   node generate_zones.js build/…/zones.txt
//
// It holds every zone that Intl lists and the other names it takes, from 1990 to 2039; zones whose
// clocks never differed then share a line. What it is made from stands in its second line.

import {mkdirSync, writeFileSync} from 'node:fs'
import {dirname} from 'node:path'
import {zoneText} from '../../web/src/engine/zone.js'

// Names that Intl takes but does not list: they are older or newer than the ones it does.
const others = `
Africa/Asmara Africa/Timbuktu America/Argentina/Buenos_Aires America/Argentina/Catamarca
America/Argentina/ComodRivadavia America/Argentina/Cordoba America/Argentina/Jujuy
America/Argentina/Mendoza America/Atikokan America/Atka America/Ensenada America/Fort_Wayne
America/Indiana/Indianapolis America/Kentucky/Louisville America/Knox_IN America/Montreal
America/Nipigon America/Nuuk America/Pangnirtung America/Porto_Acre America/Rainy_River
America/Rosario America/Santa_Isabel America/Shiprock America/Thunder_Bay America/Virgin
America/Yellowknife Antarctica/South_Pole Asia/Ashkhabad Asia/Choibalsan Asia/Chongqing
Asia/Chungking Asia/Dacca Asia/Harbin Asia/Ho_Chi_Minh Asia/Istanbul Asia/Kashgar Asia/Kathmandu
Asia/Kolkata Asia/Macao Asia/Tel_Aviv Asia/Thimbu Asia/Ujung_Pandang Asia/Ulan_Bator Asia/Yangon
Atlantic/Faroe Atlantic/Jan_Mayen Australia/ACT Australia/Canberra Australia/Currie Australia/LHI
Australia/NSW Australia/North Australia/Queensland Australia/South Australia/Tasmania
Australia/Victoria Australia/West Australia/Yancowinna Brazil/Acre Brazil/DeNoronha Brazil/East
Brazil/West CET CST6CDT Canada/Atlantic Canada/Central Canada/Eastern Canada/Mountain
Canada/Newfoundland Canada/Pacific Canada/Saskatchewan Canada/Yukon Chile/Continental
Chile/EasterIsland Cuba EET EST EST5EDT Egypt Eire Etc/GMT Etc/GMT+0 Etc/GMT+1 Etc/GMT+10
Etc/GMT+11 Etc/GMT+12 Etc/GMT+2 Etc/GMT+3 Etc/GMT+4 Etc/GMT+5 Etc/GMT+6 Etc/GMT+7 Etc/GMT+8
Etc/GMT+9 Etc/GMT-0 Etc/GMT-1 Etc/GMT-10 Etc/GMT-11 Etc/GMT-12 Etc/GMT-13 Etc/GMT-14 Etc/GMT-2
Etc/GMT-3 Etc/GMT-4 Etc/GMT-5 Etc/GMT-6 Etc/GMT-7 Etc/GMT-8 Etc/GMT-9 Etc/GMT0 Etc/Greenwich
Etc/UCT Etc/UTC Etc/Universal Etc/Zulu Europe/Belfast Europe/Kyiv Europe/Nicosia Europe/Tiraspol
Europe/Uzhgorod Europe/Zaporozhye GB GB-Eire GMT GMT+0 GMT-0 GMT0 Greenwich HST Hongkong Iceland
Iran Israel Jamaica Japan Kwajalein Libya MET MST MST7MDT Mexico/BajaNorte Mexico/BajaSur
Mexico/General NZ NZ-CHAT Navajo PRC PST8PDT Pacific/Chuuk Pacific/Johnston Pacific/Kanton
Pacific/Pohnpei Pacific/Samoa Pacific/Yap Poland Portugal ROC ROK Singapore Turkey UCT US/Alaska
US/Aleutian US/Arizona US/Central US/East-Indiana US/Eastern US/Hawaii US/Indiana-Starke
US/Michigan US/Mountain US/Pacific US/Samoa UTC Universal W-SU WET Zulu`

/** @param {string} sentence @returns {never} */
function stop(sentence) {
  console.error(`zones: ${sentence}`)
  process.exit(1)
}

/** @param {string} zone */
function isKnown(zone) {
  try {
    return Boolean(new Intl.DateTimeFormat('en', {timeZone: zone}))
  } catch {
    return false // this Node's Intl is older than the name
  }
}

const [, , output] = process.argv
if (!output) stop('usage: generate_zones.js OUTPUT')

/** @type {Map<string, string[]>} */
const namesByRules = new Map()
/** @type {Map<string, string>} */
const rulesByZone = new Map() // by the name that Intl itself has for it
const listed = [...Intl.supportedValuesOf('timeZone'), ...others.trim().split(/\s+/)]
for (const name of [...new Set(listed)].filter(isKnown).sort()) {
  const zone = new Intl.DateTimeFormat('en', {timeZone: name}).resolvedOptions().timeZone
  const rules = rulesByZone.get(zone) ?? zoneText(zone)
  rulesByZone.set(zone, rules)
  namesByRules.set(rules, [...(namesByRules.get(rules) ?? []), name])
}
const {node, icu, tz} = process.versions
mkdirSync(dirname(output), {recursive: true})
writeFileSync(
  output,
  [
    'repay-zones 1',
    `# Time zone data ${tz}, 1990 to 2039, by core/base/generate_zones.js with Node ${node}, ICU ${icu}`,
    ...[...namesByRules].map(([rules, names]) => `${names.join(' ')}|${rules}`),
    '',
  ].join('\n'),
)
