#pragma once

#include <array>
#include <string_view>

#include "core/formats/transaction_types.h"

/// The words of transaction CSVs in each of their languages: headers, types, statuses, what the
/// lines above the header say of the currency. From real files and from what public importers of
/// them name. All are written folded, as `folded_words` (transaction_types.h) leaves them, but the
/// pairs of settlement_types.h.
namespace repay::transaction_words {

using Column = TransactionColumn;
using Amount = TransactionAmount;

constexpr std::array kAmounts = {
    Amount{Column::product_sales, "product-sales", "ItemPrice", "Principal"},
    Amount{Column::product_sales_tax, "product-sales-tax", "ItemPrice", "Tax"},
    Amount{Column::shipping_credits, "shipping-credits", "ItemPrice", "Shipping"},
    Amount{Column::shipping_credits_tax, "shipping-credits-tax", "ItemPrice", "Shipping Tax"},
    Amount{Column::gift_wrap_credits, "gift-wrap-credits", "ItemPrice", "Gift Wrap"},
    Amount{Column::gift_wrap_credits_tax, "gift-wrap-credits-tax", "ItemPrice", "Gift Wrap Tax"},
    Amount{Column::regulatory_fee, "regulatory-fee", "ItemPrice", "Regulatory Fee"},
    Amount{Column::regulatory_fee_tax, "regulatory-fee-tax", "ItemPrice", "Regulatory Fee Tax"},
    Amount{Column::promotional_rebates, "promotional-rebates", "Promotion", "Principal"},
    Amount{Column::promotional_rebates_tax, "promotional-rebates-tax", "Promotion", "Tax Discount"},
    Amount{Column::sales_tax_collected, "sales-tax-collected", "ItemPrice", "Tax"},
    Amount{Column::marketplace_withheld_tax, "marketplace-withheld-tax", "ItemWithheldTax", "Tax"},
    Amount{Column::low_value_goods, "low-value-goods", "ItemPrice", "Low Value Goods Tax"},
    Amount{Column::tax_at_source, "tax-at-source", "ItemTCS", "TCS"},
    Amount{Column::points, "points", "ItemFees", "Cost of Points Granted"},
    Amount{Column::selling_fees, "selling-fees", "ItemFees", "Commission"},
    Amount{Column::fba_fees, "fba-fees", "ItemFees", "FBA Per Unit Fulfillment Fee"},
    Amount{Column::other_transaction_fees, "other-transaction-fees", "ItemFees", "Per Item Fee"},
    Amount{Column::other, "other", "ItemPrice", "Goodwill"},
};

struct Header {
  Column column;
  std::string_view name;
};

// Of 300 a std::array could not be deduced: clang folds over 256 elements at most.
constexpr Header kHeaders[] = {
    // English, of all marketplaces: US, CA, UK, IE, AU, SG, IN, AE, SA …
    Header{Column::time, "date/time"},
    Header{Column::settlement, "settlement id"},
    Header{Column::type, "type"},
    Header{Column::order, "order id"},
    Header{Column::sku, "sku"},
    Header{Column::description, "description"},
    Header{Column::other_text, "quantity"},
    Header{Column::marketplace, "marketplace"},
    Header{Column::other_text, "account type"},
    Header{Column::other_text, "fulfillment"},
    Header{Column::other_text, "fulfilment"},
    Header{Column::other_text, "order city"},
    Header{Column::other_text, "order state"},
    Header{Column::other_text, "order postal"},
    Header{Column::other_text, "tax collection model"},
    Header{Column::product_sales, "product sales"},
    Header{Column::product_sales_tax, "product sales tax"},
    Header{Column::shipping_credits, "shipping credits"},
    Header{Column::shipping_credits, "postage credits"},
    Header{Column::shipping_credits_tax, "shipping credits tax"},
    Header{Column::gift_wrap_credits, "gift wrap credits"},
    Header{Column::gift_wrap_credits, "giftwrap credits"},
    Header{Column::gift_wrap_credits_tax, "giftwrap credits tax"},
    Header{Column::gift_wrap_credits_tax, "gift wrap credits tax"},
    Header{Column::regulatory_fee, "regulatory fee"},
    Header{Column::regulatory_fee_tax, "tax on regulatory fee"},
    Header{Column::promotional_rebates, "promotional rebates"},
    Header{Column::promotional_rebates_tax, "promotional rebates tax"},
    Header{Column::sales_tax_collected, "sales tax collected"},
    Header{Column::sales_tax_collected, "total sales tax liable(gst before adjusting tcs)"},
    Header{Column::marketplace_withheld_tax, "marketplace withheld tax"},
    Header{Column::marketplace_withheld_tax, "marketplace facilitator tax"},
    Header{Column::low_value_goods, "low value goods"},
    Header{Column::tax_at_source, "tcs-cgst"},
    Header{Column::tax_at_source, "tcs-sgst"},
    Header{Column::tax_at_source, "tcs-igst"},
    Header{Column::tax_at_source, "tds (section 194-o)"},
    Header{Column::selling_fees, "selling fees"},
    Header{Column::fba_fees, "fba fees"},
    Header{Column::fba_fees, "fulfilment by amazon fees"},
    Header{Column::fba_fees, "fulfillment by amazon fees"},
    Header{Column::other_transaction_fees, "other transaction fees"},
    Header{Column::other, "other"},
    Header{Column::total, "total"},
    Header{Column::status, "transaction status"},
    Header{Column::release, "transaction release date"},

    // German.
    Header{Column::time, "datum/uhrzeit"},
    Header{Column::settlement, "abrechnungsnummer"},
    Header{Column::type, "typ"},
    Header{Column::order, "bestellnummer"},
    Header{Column::description, "beschreibung"},
    Header{Column::other_text, "menge"},
    Header{Column::other_text, "versand"},
    Header{Column::other_text, "ort der bestellung"},
    Header{Column::other_text, "bundesland"},
    Header{Column::other_text, "postleitzahl"},
    Header{Column::other_text, "steuererhebungsmodell"},
    Header{Column::product_sales, "umsätze"},
    Header{Column::product_sales_tax, "produktumsatzsteuer"},
    Header{Column::shipping_credits, "gutschrift für versandkosten"},
    Header{Column::shipping_credits_tax, "steuer auf versandgutschrift"},
    Header{Column::gift_wrap_credits, "gutschrift für geschenkverpackung"},
    Header{Column::gift_wrap_credits_tax, "steuer auf geschenkverpackungsgutschriften"},
    Header{Column::promotional_rebates, "rabatte aus werbeaktionen"},
    Header{Column::promotional_rebates_tax, "steuer auf aktionsrabatte"},
    Header{Column::marketplace_withheld_tax, "einbehaltene steuer auf marketplace"},
    Header{Column::selling_fees, "verkaufsgebühren"},
    Header{Column::fba_fees, "gebühren zu versand durch amazon"},
    Header{Column::other_transaction_fees, "andere transaktionsgebühren"},
    Header{Column::other, "andere"},
    Header{Column::total, "gesamt"},
    Header{Column::status, "transaktionsstatus"},
    Header{Column::release, "freigabedatum der transaktion"},

    // French, of France and of Belgium.
    Header{Column::time, "date/heure"},
    Header{Column::settlement, "numéro de versement"},
    Header{Column::settlement, "identifiant du paiement"},
    Header{Column::order, "numéro de la commande"},
    Header{Column::other_text, "quantité"},
    Header{Column::marketplace, "site de vente"},
    Header{Column::other_text, "traitement"},
    Header{Column::other_text, "expédition"},
    Header{Column::other_text, "ville d'où provient la commande"},
    Header{Column::other_text, "ville de la commande"},
    Header{Column::other_text, "région d'où provient la commande"},
    Header{Column::other_text, "état de la commande"},
    Header{Column::other_text, "code postal de la commande"},
    Header{Column::other_text, "commande postale"},
    Header{Column::other_text, "modèle de perception des taxes"},
    Header{Column::product_sales, "ventes de produits"},
    Header{Column::product_sales_tax, "taxes sur la vente des produits"},
    Header{Column::shipping_credits, "crédits d'expédition"},
    Header{Column::shipping_credits_tax, "taxe sur les crédits d'expédition"},
    Header{Column::gift_wrap_credits, "crédits sur l'emballage cadeau"},
    Header{Column::gift_wrap_credits, "crédits d'emballage-cadeau"},
    Header{Column::gift_wrap_credits_tax, "taxes sur les crédits cadeaux"},
    Header{Column::promotional_rebates, "rabais promotionnels"},
    Header{Column::promotional_rebates, "total des réductions"},
    Header{Column::promotional_rebates_tax, "taxes sur les remises promotionnelles"},
    Header{Column::sales_tax_collected, "taxe de ventes prélevée"},
    Header{Column::marketplace_withheld_tax, "taxes retenues sur le site de vente"},
    Header{Column::marketplace_withheld_tax, "taxe marketplace facilitator"},
    Header{Column::selling_fees, "frais de vente"},
    Header{Column::fba_fees, "frais expédié par amazon"},
    Header{Column::fba_fees, "frais pour le service expédié par amazon"},
    Header{Column::other_transaction_fees, "autres frais de transaction"},
    Header{Column::other, "autre"},
    Header{Column::other, "autres"},
    Header{Column::status, "statut de la transaction"},
    Header{Column::release, "date de sortie de la transaction"},
    Header{Column::release, "date de délivrance de la transaction"},

    // Italian.
    Header{Column::time, "data/ora"},
    Header{Column::settlement, "numero pagamento"},
    Header{Column::type, "tipo"},
    Header{Column::order, "numero ordine"},
    Header{Column::description, "descrizione"},
    Header{Column::other_text, "quantità"},
    Header{Column::other_text, "gestione"},
    Header{Column::other_text, "città di provenienza dell'ordine"},
    Header{Column::other_text, "provincia di provenienza dell'ordine"},
    Header{Column::other_text, "cap dell'ordine"},
    Header{Column::other_text, "modello di riscossione delle imposte"},
    Header{Column::product_sales, "vendite"},
    Header{Column::product_sales_tax, "imposta sulle vendite dei prodotti"},
    Header{Column::shipping_credits, "accrediti per le spedizioni"},
    Header{Column::shipping_credits_tax, "imposta accrediti per le spedizioni"},
    Header{Column::gift_wrap_credits, "accrediti per confezioni regalo"},
    Header{Column::gift_wrap_credits_tax, "imposta sui crediti confezione regalo"},
    Header{Column::promotional_rebates, "sconti promozionali"},
    Header{Column::promotional_rebates_tax, "imposta sugli sconti promozionali"},
    Header{Column::marketplace_withheld_tax, "trattenuta iva del marketplace"},
    Header{Column::selling_fees, "commissioni di vendita"},
    Header{Column::fba_fees, "costi del servizio logistica di amazon"},
    Header{Column::other_transaction_fees, "altri costi relativi alle transazioni"},
    Header{Column::other, "altro"},
    Header{Column::total, "totale"},
    Header{Column::status, "stato della transazione"},
    Header{Column::release, "data di rilascio della transazione"},

    // Spanish, of Spain.
    Header{Column::time, "fecha y hora"},
    Header{Column::settlement, "identificador de pago"},
    Header{Column::order, "número de pedido"},
    Header{Column::description, "descripción"},
    Header{Column::other_text, "cantidad"},
    Header{Column::marketplace, "web de amazon"},
    Header{Column::other_text, "gestión logística"},
    Header{Column::other_text, "ciudad de procedencia del pedido"},
    Header{Column::other_text, "comunidad autónoma de procedencia del pedido"},
    Header{Column::other_text, "código postal de procedencia del pedido"},
    Header{Column::other_text, "formulario de recaudación de impuestos"},
    Header{Column::product_sales, "ventas de productos"},
    Header{Column::product_sales_tax, "impuesto de ventas de productos"},
    Header{Column::shipping_credits, "abonos de envío"},
    Header{Column::shipping_credits_tax, "impuestos por abonos de envío"},
    Header{Column::gift_wrap_credits, "abonos de envoltorio para regalo"},
    Header{Column::gift_wrap_credits_tax, "impuestos por abonos de envoltorio para regalo"},
    Header{Column::promotional_rebates, "devoluciones promocionales"},
    Header{Column::promotional_rebates_tax, "impuestos de descuentos por promociones"},
    Header{Column::marketplace_withheld_tax, "impuesto retenido en el sitio web"},
    Header{Column::selling_fees, "tarifas de venta"},
    Header{Column::fba_fees, "tarifas de logística de amazon"},
    Header{Column::other_transaction_fees, "tarifas de otras transacciones"},
    Header{Column::other, "otro"},
    Header{Column::status, "estado de la transacción"},
    Header{Column::release, "fecha de liberación de la transacción"},

    // Spanish, of Mexico.
    Header{Column::time, "fecha/hora"},
    Header{Column::settlement, "id. de liquidación"},
    Header{Column::order, "id. del pedido"},
    Header{Column::other_text, "cumplimiento"},
    Header{Column::other_text, "ciudad del pedido"},
    Header{Column::other_text, "estado del pedido"},
    Header{Column::other_text, "código postal del pedido"},
    Header{Column::other_text, "modelo de recaudación de impuestos"},
    Header{Column::shipping_credits, "créditos de envío"},
    Header{Column::shipping_credits_tax, "impuesto de abono de envío"},
    Header{Column::gift_wrap_credits, "créditos por envoltorio de regalo"},
    Header{Column::gift_wrap_credits_tax, "impuesto de créditos de envoltura"},
    Header{Column::regulatory_fee, "tarifa reglamentaria"},
    Header{Column::regulatory_fee_tax, "impuesto sobre tarifa reglamentaria"},
    Header{Column::promotional_rebates, "descuentos promocionales"},
    Header{Column::promotional_rebates_tax, "impuesto de reembolsos promocionales"},
    Header{Column::marketplace_withheld_tax, "impuesto de retenciones en la plataforma"},
    Header{Column::fba_fees, "tarifas fba"},
    Header{Column::other_transaction_fees, "tarifas de otra transacción"},

    // Japanese.
    Header{Column::time, "日付/時間"},
    Header{Column::settlement, "決済番号"},
    Header{Column::type, "トランザクションの種類"},
    Header{Column::order, "注文番号"},
    Header{Column::description, "説明"},
    Header{Column::other_text, "数量"},
    Header{Column::marketplace, "amazon 出品サービス"},
    Header{Column::other_text, "フルフィルメント"},
    Header{Column::other_text, "市町村"},
    Header{Column::other_text, "都道府県"},
    Header{Column::other_text, "郵便番号"},
    Header{Column::other_text, "税金徴収型"},
    Header{Column::product_sales, "商品売上"},
    Header{Column::product_sales_tax, "商品の売上税"},
    Header{Column::shipping_credits, "配送料"},
    Header{Column::shipping_credits_tax, "配送料の税金"},
    Header{Column::gift_wrap_credits, "ギフト包装手数料"},
    Header{Column::gift_wrap_credits_tax, "ギフト包装クレジットの税金"},
    Header{Column::points, "amazonポイントの費用"},
    Header{Column::promotional_rebates, "プロモーション割引額"},
    Header{Column::promotional_rebates_tax, "プロモーション割引の税金"},
    Header{Column::marketplace_withheld_tax, "源泉徴収税を伴うマーケットプレイス"},
    Header{Column::selling_fees, "手数料"},
    Header{Column::fba_fees, "fba 手数料"},
    Header{Column::fba_fees, "fba手数料"},
    Header{Column::other_transaction_fees, "トランザクションに関するその他の手数料"},
    Header{Column::other, "その他"},
    Header{Column::total, "合計"},
    Header{Column::status, "トランザクションのステータス"},
    Header{Column::release, "トランザクション開始日"},

    // Portuguese, of Brazil.
    Header{Column::time, "data/hora"},
    Header{Column::order, "id do pedido"},
    Header{Column::description, "descrição"},
    Header{Column::other_text, "quantidade"},
    Header{Column::marketplace, "mercado"},
    Header{Column::product_sales, "vendas do produto"},
    Header{Column::shipping_credits, "créditos de remessa"},
    Header{Column::gift_wrap_credits, "créditos de embalagem de presente"},
    Header{Column::promotional_rebates, "descontos promocionais"},
    Header{Column::sales_tax_collected, "imposto de vendas coletados"},
    Header{Column::selling_fees, "tarifas de venda"},
    Header{Column::fba_fees, "taxas fba"},
    Header{Column::other_transaction_fees, "taxas de outras transações"},
    Header{Column::other, "outro"},

    // Dutch.
    Header{Column::time, "datum/tijd"},
    Header{Column::settlement, "schikkings-id"},
    Header{Column::order, "bestelnummer"},
    Header{Column::description, "beschrijving"},
    Header{Column::other_text, "aantal"},
    Header{Column::other_text, "bestelling stad"},
    Header{Column::other_text, "status bestelling"},
    Header{Column::other_text, "bestelling per post"},
    Header{Column::product_sales, "verkoop van producten"},
    Header{Column::shipping_credits, "verzendtegoeden"},
    Header{Column::gift_wrap_credits, "kredietpunten cadeauverpakking"},
    Header{Column::promotional_rebates, "promotiekortingen"},
    Header{Column::sales_tax_collected, "geïnde omzetbelasting"},
    Header{Column::marketplace_withheld_tax, "belasting voor marketplace-facilitator"},
    Header{Column::selling_fees, "verkoopkosten"},
    Header{Column::fba_fees, "fba-vergoedingen"},
    Header{Column::other_transaction_fees, "overige transactiekosten"},
    Header{Column::other, "overige"},
    Header{Column::total, "totaal"},
    Header{Column::status, "transactiestatus"},
    Header{Column::release, "publicatiedatum van transactie"},

    // Polish.
    Header{Column::time, "data/godzina"},
    Header{Column::settlement, "identyfikator rozliczenia"},
    Header{Column::order, "identyfikator zamówienia"},
    Header{Column::description, "opis"},
    Header{Column::other_text, "ilość"},
    Header{Column::marketplace, "rynek"},
    Header{Column::other_text, "realizacja"},
    Header{Column::other_text, "miejscowość zamówienia"},
    Header{Column::other_text, "stan zamówienia"},
    Header{Column::other_text, "przekaz pocztowy"},
    Header{Column::product_sales, "sprzedaż produktów"},
    Header{Column::shipping_credits, "noty kredytowe za wysyłkę"},
    Header{Column::gift_wrap_credits, "środki na pokrycie pakowania na prezent"},
    Header{Column::promotional_rebates, "rabaty promocyjne"},
    Header{Column::sales_tax_collected, "pobrany podatek od sprzedaży"},
    Header{Column::marketplace_withheld_tax, "podatek od transakcji marketplace facilitator"},
    Header{Column::selling_fees, "opłaty za sprzedaż"},
    Header{Column::fba_fees, "opłaty za fba"},
    Header{Column::other_transaction_fees, "inne opłaty transakcyjne"},
    Header{Column::other, "inne"},
    Header{Column::total, "suma"},
    Header{Column::status, "status transakcji"},
    Header{Column::release, "data zrealizowania transakcji"},

    // Swedish.
    Header{Column::time, "datum/tid"},
    Header{Column::settlement, "reglerings-id"},
    Header{Column::order, "beställnings-id"},
    Header{Column::description, "beskrivning"},
    Header{Column::other_text, "antal"},
    Header{Column::marketplace, "marknadsplats"},
    Header{Column::other_text, "leverans"},
    Header{Column::other_text, "stad för beställning"},
    Header{Column::other_text, "delstat för beställning"},
    Header{Column::other_text, "postadress för beställning"},
    Header{Column::product_sales, "försäljning av produkter"},
    Header{Column::shipping_credits, "fraktkrediter"},
    Header{Column::gift_wrap_credits, "krediter för presentinslagning"},
    Header{Column::promotional_rebates, "kampanjrabatter"},
    Header{Column::sales_tax_collected, "inkasserad moms"},
    Header{Column::marketplace_withheld_tax, "skatt för marknadsplatsförmedlare"},
    Header{Column::selling_fees, "försäljningsavgifter"},
    Header{Column::fba_fees, "fba-avgifter"},
    Header{Column::other_transaction_fees, "övriga transaktionsavgifter"},
    Header{Column::other, "övrigt"},
    Header{Column::total, "totalt"},
    Header{Column::release, "transaktionens utgivningsdatum"},

    // Turkish.
    Header{Column::time, "tarih/saat"},
    Header{Column::settlement, "hesap kesim no"},
    Header{Column::type, "tip"},
    Header{Column::order, "sipariş no."},
    Header{Column::description, "açıklama"},
    Header{Column::other_text, "adet"},
    Header{Column::marketplace, "pazar yeri"},
    Header{Column::other_text, "gönderim"},
    Header{Column::other_text, "sipariş şehri"},
    Header{Column::other_text, "sipariş durumu"},
    Header{Column::other_text, "sipariş postası"},
    Header{Column::product_sales, "ürün satışları"},
    Header{Column::shipping_credits, "kargo kredileri"},
    Header{Column::promotional_rebates, "promosyon indirimleri"},
    Header{Column::selling_fees, "satış ücretleri"},
    Header{Column::fba_fees, "amazon lojistik ücretleri"},
    Header{Column::other_transaction_fees, "diğer işlem ücretleri"},
    Header{Column::other, "diğer"},
    Header{Column::total, "toplam"},
    Header{Column::status, "işlem durumu"},
    Header{Column::release, "işlem çıkış tarihi"},
};

constexpr TransactionType kOrder{"order", "Order", {}};
constexpr TransactionType kOrderRetrocharge{"order-retrocharge", "Order Retrocharge", {}};
constexpr TransactionType kRefund{"refund", "Refund", {}};
constexpr TransactionType kRefundRetrocharge{"refund-retrocharge", "Refund Retrocharge", {}};
constexpr TransactionType kChargeback{"chargeback-refund", "Chargeback Refund", {}};
constexpr TransactionType kClaim{"guarantee-claim", "A-to-z Guarantee Claim", {}};
constexpr TransactionType kLiquidations{"liquidations", "Liquidations", {}};
constexpr TransactionType kServiceFee{"service-fee", "ServiceFee", "Paid Services Fee"};
constexpr TransactionType kAmazonFee{"amazon-fee", "ServiceFee", "Paid Services Fee"};
constexpr TransactionType kDealFee{"deal-fee", "ServiceFee", "Lightning Deal Fee"};
constexpr TransactionType kFbaFee{"fba-fee", "ServiceFee", "FBA Inventory Storage Fee"};
constexpr TransactionType kShippingService{"shipping-service", "ServiceFee",
                                           "Shipping Label Purchase"};
constexpr TransactionType kAdjustment{"adjustment", "Adjustment", "Misc Adjustment"};
constexpr TransactionType kFeeAdjustment{"fee-adjustment", "Adjustment", "Fee Adjustment"};
constexpr TransactionType kReimbursement{"reimbursement", "Adjustment", "SAFE-T Reimbursement"};
constexpr TransactionType kTransfer{"transfer", "Transfer", "Transfer"};
constexpr TransactionType kDebt{"debt", "Debt", "Successful Charge"};

struct TypeName {
  std::string_view name;
  TransactionType type;
};

/// A name may be followed by " - " and more: "FBA Inventory Fee - Reversal".
constexpr TypeName kTypes[] = {
    // English.
    TypeName{"order", kOrder},
    TypeName{"order_retrocharge", kOrderRetrocharge},
    TypeName{"refund", kRefund},
    TypeName{"refund_retrocharge", kRefundRetrocharge},
    TypeName{"chargeback refund", kChargeback},
    TypeName{"a-to-z guarantee claim", kClaim},
    TypeName{"liquidations", kLiquidations},
    TypeName{"liquidations adjustments", kLiquidations},
    TypeName{"service fee", kServiceFee},
    TypeName{"amazon fees", kAmazonFee},
    TypeName{"lightning deal fee", kDealFee},
    TypeName{"deal fee", kDealFee},
    TypeName{"fba inventory fee", kFbaFee},
    TypeName{"fulfilment by amazon inventory fee", kFbaFee},
    TypeName{"fba transaction fees", kFbaFee},
    TypeName{"fba transaction fee", kFbaFee},
    TypeName{"fba customer return fee", kFbaFee},
    TypeName{"fulfilment by amazon customer return fee", kFbaFee},
    TypeName{"shipping services", kShippingService},
    TypeName{"adjustment", kAdjustment},
    TypeName{"fee adjustment", kFeeAdjustment},
    TypeName{"safe-t reimbursement", kReimbursement},
    TypeName{"transfer", kTransfer},
    TypeName{"debt", kDebt},

    // German.
    TypeName{"bestellung", kOrder},
    TypeName{"bestellung_wiedereinzug", kOrderRetrocharge},
    TypeName{"erstattung", kRefund},
    TypeName{"erstattung_wiedereinzug", kRefundRetrocharge},
    TypeName{"erstattung durch rückbuchung", kChargeback},
    TypeName{"liquidationen", kLiquidations},
    TypeName{"liquidationsanpassungen", kLiquidations},
    TypeName{"servicegebühr", kServiceFee},
    TypeName{"gebühren von amazon", kAmazonFee},
    TypeName{"blitzangebotsgebühr", kDealFee},
    TypeName{"versand durch amazon lagergebühr", kFbaFee},
    TypeName{"transaktionsgebühren für versand durch amazon", kFbaFee},
    TypeName{"gebühren für kundenrücksendungen mit versand durch amazon", kFbaFee},
    TypeName{"anpassung", kAdjustment},
    TypeName{"übertrag", kTransfer},
    TypeName{"verbindlichkeit", kDebt},

    // French.
    TypeName{"commande", kOrder},
    TypeName{"remboursement", kRefund},
    TypeName{"réclamation dans le cadre de la garantie a à z", kClaim},
    TypeName{"frais de service", kServiceFee},
    TypeName{"tarif de la vente flash", kDealFee},
    TypeName{"frais de stock expédié par amazon", kFbaFee},
    TypeName{"frais de transaction expédié par amazon", kFbaFee},
    TypeName{"frais de retour client fba", kFbaFee},
    TypeName{"ajustement", kAdjustment},
    TypeName{"transfert", kTransfer},
    TypeName{"transférer", kTransfer},
    TypeName{"solde négatif", kDebt},

    // Italian.
    TypeName{"ordine", kOrder},
    TypeName{"rimborso", kRefund},
    TypeName{"commissione di servizio", kServiceFee},
    TypeName{"tariffa dell'offerta lampo", kDealFee},
    TypeName{"costo di stoccaggio logistica di amazon", kFbaFee},
    TypeName{"commissioni per le transazioni di logistica di amazon", kFbaFee},
    TypeName{"modifica", kAdjustment},
    TypeName{"trasferimento", kTransfer},
    TypeName{"saldo negativo", kDebt},

    // Spanish, of Spain and of Mexico.
    TypeName{"pedido", kOrder},
    TypeName{"reembolso", kRefund},
    TypeName{"tarifa de prestación de servicio", kServiceFee},
    TypeName{"tarifa de servicio", kServiceFee},
    TypeName{"tarifa de oferta flash", kDealFee},
    TypeName{"tarifas de inventario de logística de amazon", kFbaFee},
    TypeName{"tarifas de transacción de logística de amazon", kFbaFee},
    TypeName{"tarifa de inventario fba", kFbaFee},
    TypeName{"ajuste", kAdjustment},
    TypeName{"ajuste de tarifa", kFeeAdjustment},
    TypeName{"transferir", kTransfer},
    TypeName{"trasferir", kTransfer},
    TypeName{"saldo descubierto", kDebt},
    TypeName{"deuda", kDebt},

    // Japanese.
    TypeName{"注文", kOrder},
    TypeName{"返金", kRefund},
    TypeName{"注文外料金", kServiceFee},
    TypeName{"amazon手数料", kAmazonFee},
    TypeName{"数量限定タイムセール手数料", kDealFee},
    TypeName{"fba 在庫関連の手数料", kFbaFee},
    TypeName{"fba手数料", kFbaFee},
    TypeName{"配送サービス", kShippingService},
    TypeName{"調整", kAdjustment},
    TypeName{"振込み", kTransfer},
    TypeName{"マイナス残高", kDebt},

    // Portuguese; order, refund and adjustment are spelled as in Spanish.
    TypeName{"serviços de envio", kShippingService},
    TypeName{"transferencia", kTransfer},

    // Dutch.
    TypeName{"bestelling", kOrder},
    TypeName{"terugbetaling", kRefund},
    TypeName{"servicekosten", kServiceFee},
    TypeName{"aanpassing", kAdjustment},
    TypeName{"overboeking", kTransfer},
    TypeName{"overdracht", kTransfer},
    TypeName{"schuld", kDebt},

    // Polish.
    TypeName{"zamówienie", kOrder},
    TypeName{"zwrot", kRefund},
    TypeName{"przelew", kTransfer},
    TypeName{"dług", kDebt},

    // Swedish.
    TypeName{"beställning", kOrder},
    TypeName{"återbetalning", kRefund},
    TypeName{"återbäring", kRefund},
    TypeName{"serviceavgift", kServiceFee},
    TypeName{"justering", kAdjustment},
    TypeName{"överföring", kTransfer},
    TypeName{"skuld", kDebt},

    // Turkish; a transfer is spelled as in English.
    TypeName{"sipariş", kOrder},
    TypeName{"iade", kRefund},
    TypeName{"hizmet ücreti", kServiceFee},
    TypeName{"kargo hizmetleri", kShippingService},
    TypeName{"düzeltme", kAdjustment},
};

/// Descriptions of rows about the account that do not read as in a settlement file, by how they
/// begin, and what they would be there.
struct Description {
  std::string_view begins;
  std::string_view amount_type;
  std::string_view words;
};

constexpr std::array kDescriptions = {
    Description{"werbekosten", {}, "Cost of Advertising"},
    Description{"prix de la publicité", {}, "Cost of Advertising"},
    Description{"costo della pubblicità", {}, "Cost of Advertising"},
    Description{"costo de la publicidad", {}, "Cost of Advertising"},
    Description{"gastos de publicidad", {}, "Cost of Advertising"},
    Description{"kosten van reclame", {}, "Cost of Advertising"},
    Description{"koszt reklamy", {}, "Cost of Advertising"},
    Description{"reklam maliyeti", {}, "Cost of Advertising"},
    Description{"広告費用", {}, "Cost of Advertising"},
    Description{"月額登録料", {}, "Subscription"},
    Description{"vine", {}, "Vine Enrollment Fee"},
    Description{"fba inventory reimbursement", "FBA Inventory Reimbursement", "Reimbursement"},
    Description{"fulfilment by amazon inventory reimbursement", "FBA Inventory Reimbursement",
                "Reimbursement"},
    Description{"versand durch amazon erstattung für lagerbestand", "FBA Inventory Reimbursement",
                "Reimbursement"},
    Description{"erstattung lagerbestand", "FBA Inventory Reimbursement", "Reimbursement"},
    Description{"kontoübergreifender schuldenausgleich", {}, "Cross-Account Debt Adjustment"},
    Description{"cross-account debt adjustment", {}, "Cross-Account Debt Adjustment"},
    Description{"debt adjustment", {}, "Debt Adjustment"},
    Description{"credit card", {}, "Successful Charge"},
    Description{"successful charge", {}, "Successful Charge"},
    Description{"unsuccessful charge", {}, "Unsuccessful Charge"},
};

/// Statuses of a transaction whose money the seller has, and of one whose money comes later.
constexpr std::array<std::string_view, 6> kReleased = {
    "released", "deferred_released", "veröffentlicht", "liberado", "oluşturuldu", "支払い実行済み"};
constexpr std::array<std::string_view, 2> kDeferred = {"deferred", "留保中"};

/// How a line above the header begins that says the currency behind it, as its code or a word.
constexpr std::array<std::string_view, 10> kCurrencyLines = {
    "all amounts in ",
    "alle beträge in ",
    "tous les montants sont en ",
    "tous les montants en ",
    "tutti gli importi sono espressi in ",
    "todos los importes en ",
    "alle bedragen in ",
    "wszystkie kwoty w ",
    "alla belopp i ",
    "指定のない場合、単位は",
};

struct CurrencyWord {
  std::string_view word;
  std::string_view code;
};

constexpr std::array kCurrencyWords = {
    CurrencyWord{"euro", "EUR"},
    CurrencyWord{"euros", "EUR"},
    CurrencyWord{"kr", "SEK"},
    CurrencyWord{"円", "JPY"},
};

/// The currency in which a marketplace settles.
constexpr std::array kMarketplaces = {
    CurrencyWord{"amazon.com", "USD"},    CurrencyWord{"amazon.ca", "CAD"},
    CurrencyWord{"amazon.com.mx", "MXN"}, CurrencyWord{"amazon.com.br", "BRL"},
    CurrencyWord{"amazon.co.uk", "GBP"},  CurrencyWord{"amazon.de", "EUR"},
    CurrencyWord{"amazon.fr", "EUR"},     CurrencyWord{"amazon.it", "EUR"},
    CurrencyWord{"amazon.es", "EUR"},     CurrencyWord{"amazon.nl", "EUR"},
    CurrencyWord{"amazon.com.be", "EUR"}, CurrencyWord{"amazon.ie", "EUR"},
    CurrencyWord{"amazon.se", "SEK"},     CurrencyWord{"amazon.pl", "PLN"},
    CurrencyWord{"amazon.com.tr", "TRY"}, CurrencyWord{"amazon.ae", "AED"},
    CurrencyWord{"amazon.sa", "SAR"},     CurrencyWord{"amazon.eg", "EGP"},
    CurrencyWord{"amazon.in", "INR"},     CurrencyWord{"amazon.co.za", "ZAR"},
    CurrencyWord{"amazon.co.jp", "JPY"},  CurrencyWord{"amazon.jp", "JPY"},
    CurrencyWord{"amazon.com.au", "AUD"}, CurrencyWord{"amazon.sg", "SGD"},
};

}  // namespace repay::transaction_words
