/** @import {Card} from '../src/host/host.js' */

/** The cards of the sample seller, as a host gives them. @type {Card[]} */
export const cards = [
  {id: 'card-mc', brand: 'Mastercard', last4: '4444', expiry: '12/27', isDefault: true},
  {id: 'card-visa', brand: 'Visa', last4: '4242', expiry: '04/28', isDefault: false},
  {id: 'card-amex', brand: 'American Express', last4: '0005', expiry: '08/29', isDefault: false},
]
