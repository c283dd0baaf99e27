// The rows of every table, as the migrations make them. Written by `npm run schema`; do not edit.
import type { Generated, GeneratedAlways } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'

/** Keyed by schema and table; a column that the database fills may be left out of an insert. */
export interface Tables {
  'booking.act': {
    id: string
    nth: GeneratedAlways<number>
    fingerprint: string
    booking_id: string
    act: string
    sale_id: string | null
    at: Instant
    by_id: string | null
    by_name: string
  }
  'booking.booking': {
    id: string
    nth: GeneratedAlways<number>
    fingerprint: string
    offer_id: string
    terms_id: string
    member_id: string
    starts_at: Instant
    ends_at: Instant
    day: BusinessDay
    places: number
    held_until: Instant | null
    by_member: boolean
    at: Instant
    by_id: string | null
    by_name: string
    state: string
    sale_id: string | null
  }
  'booking.offer': {
    id: string
    branch_id: string
    product_code: string
    at: Instant
  }
  'booking.refusal': {
    id: string
    kind: string
    fingerprint: string
    code: string
    details: unknown
    recorded_at: Instant
    by_id: string | null
  }
  'booking.terms': {
    id: string
    nth: GeneratedAlways<number>
    fingerprint: string
    offer_id: string
    document: unknown
    at: Instant
    by_id: string | null
    by_name: string
  }
  'campaign.assignment': {
    campaign_id: string
    member_id: string
    arm: string
    bucket: number
    stratum: string
  }
  'campaign.budget': {
    branch_id: string | null
    monthly_minor: number
    kept_at: Instant
    by_id: string | null
  }
  'campaign.campaign': {
    id: string
    fingerprint: string
    name: string
    segment_id: string | null
    channel: string
    subject: string
    body: string
    control_share_bps: number
    window_days: number
    message_cost_minor: number
    margin_bps: number | null
    salt: string
    created_at: Instant
    by_id: string | null
    by_name: string
    launched_at: Instant | null
    launched_by_id: string | null
    starts_on: BusinessDay | null
    ends_on: BusinessDay | null
    treated: Generated<number>
    control: Generated<number>
    carrier_id: string | null
    template: unknown
    purpose: Generated<string>
    coupon_code: string | null
    join_tag: string | null
    arms_told: Generated<boolean>
    journey_id: string | null
    gift_cost_minor: Generated<number>
    pot_id: string | null
    held_out: Generated<number>
    survey_id: string | null
  }
  'campaign.carrier': {
    id: string
    name: string
    medium: string
    provider: string
    settings: unknown
    templates: unknown
    per_thousand_minor: number
    currency: string
    rate_per_second: number
    active: boolean
    kept_at: Instant
    by_id: string | null
  }
  'campaign.carrier_secret': {
    carrier_id: string
    secret: string
  }
  'campaign.early_receipt': {
    carrier_id: string
    ref: string
    delivered: boolean
    code: string
    at: Instant
  }
  'campaign.holdout': {
    nth: number
    id: string
    share_bps: number
    salt: string
    cut: number
    prior_salt: Generated<string>
    prior_cut: Generated<number>
    starts_on: BusinessDay
    ends_on: BusinessDay | null
    started_at: Instant
    by_id: string | null
  }
  'campaign.launch': {
    id: string
    nth: GeneratedAlways<number>
    campaign_id: string
    way: string
    messages_minor: number
    gifts_minor: number
    limit_minor: number | null
    wish: unknown
    at: Instant
    by_kind: string
    by_id: string | null
    by_name: string
    by_roles: string[]
  }
  'campaign.launch_decision': {
    id: string
    fingerprint: string
    launch_id: string
    way: Generated<string>
    approves: boolean
    note: string
    at: Instant
    by_id: string
    asked_by_id: string | null
    by_name: string
  }
  'campaign.launch_limit': {
    id: Generated<boolean>
    marketer_minor: number | null
    owner_minor: number | null
    kept_at: Instant | null
    by_id: string | null
  }
  'campaign.mail_server': {
    one: Generated<boolean>
    configured: boolean
    said_at: Instant
  }
  'campaign.message': {
    id: string
    campaign_id: string
    member_id: string
    step: Generated<number>
    arm: Generated<string>
    channel: string
    state: string
    attempts: Generated<number>
    trouble: string | null
    queued_at: Instant
    next_try_at: Instant
    leased_until: Instant | null
    checked_at: Instant | null
    settled_at: Instant | null
    consent_id: string | null
    provider_ref: string | null
    carrier_id: string | null
    branch_id: string | null
    cost_milli: Generated<number>
    cost_currency: string | null
    list_id: string | null
  }
  'campaign.notice': {
    id: string
    kind: Generated<string>
    member_id: string
    move_id: string
    from_tier: string
    to_tier: string
    state: Generated<string>
    attempts: Generated<number>
    trouble: string | null
    subject: string | null
    body: string | null
    moved_at: Instant
    queued_at: Instant
    next_try_at: Instant
    leased_until: Instant | null
    settled_at: Instant | null
  }
  'campaign.pot': {
    id: string
    most_minor: number | null
    kept_at: Instant
  }
  'campaign.pot_gift': {
    id: string
    pot_id: string
    minor: number
    at: Instant
  }
  'campaign.receipt': {
    message_id: string
    delivered: boolean
    code: string
    at: Instant
  }
  'campaign.reply': {
    id: string
    carrier_id: string
    member_id: string | null
    text: string
    stopped: string[]
    ref: string | null
    at: Instant
  }
  'campaign.respect': {
    one: Generated<boolean>
    quiet_from: Generated<number>
    quiet_to: Generated<number>
    cap_messages: Generated<number>
    cap_days: Generated<number>
    halted_at: Instant | null
    kept_at: Instant | null
    by_id: string | null
  }
  'campaign.sending': {
    campaign_id: string
    state: string
    at: Instant
    by_id: string | null
  }
  'campaign.step_list': {
    id: string
    fingerprint: string
    channel: string
    journey_id: string | null
    at: Instant
    by_id: string | null
    by_name: string
  }
  'campaign.told': {
    id: string
    member_id: string
    consent_id: string
    carrier_id: string
    at: Instant
  }
  'care.agent': {
    code: string
    name: string
    email: string | null
    kept_at: Instant
    by_id: string | null
  }
  'care.agent_notice': {
    id: string
    agent_code: string
    rule_id: string
    day: BusinessDay
    state: Generated<string>
    attempts: Generated<number>
    trouble: string | null
    queued_at: Instant
    next_try_at: Instant
    leased_until: Instant | null
    settled_at: Instant | null
  }
  'care.article_version': {
    id: string
    fingerprint: string
    article_id: string
    version: number
    kind: string
    code: string
    title_zh: string
    title_en: string
    body_zh: string
    body_en: string
    withdrawn: boolean
    until: BusinessDay | null
    at: Instant
    by_id: string | null
    by_name: string
  }
  'care.contact': {
    id: string
    fingerprint: string
    member_id: string
    kind: string
    direction: string
    happened_at: Instant
    note: string
    task_id: string | null
    at: Instant
    by_id: string | null
    by_name: string
  }
  'care.held': {
    rule_id: string
    member_id: string
    instance: string
    due_on: BusinessDay
    at: Instant
  }
  'care.notice_read': {
    version_id: string
    staff_id: string
    at: Instant
  }
  'care.refusal': {
    id: string
    kind: string
    fingerprint: string
    code: string
    details: unknown
    recorded_at: Instant
    by_id: string | null
  }
  'care.rule': {
    id: string
    created_at: Instant
  }
  'care.rule_place': {
    rule_id: string
    day: BusinessDay
  }
  'care.rule_version': {
    id: string
    fingerprint: string
    rule_id: string
    version: number
    document: unknown
    active: boolean
    at: Instant
    by_id: string | null
    by_name: string
  }
  'care.task': {
    id: string
    fingerprint: string
    kind: string
    title_zh: string
    title_en: string
    details: Generated<string>
    member_id: string | null
    branch_id: string | null
    agent_code: string | null
    product_code: string | null
    script_code: string | null
    event_on: BusinessDay | null
    rule_id: string | null
    instance: string | null
    created_at: Instant
    by_id: string | null
    by_name: string
    state: Generated<string>
    due_on: BusinessDay
    owner_id: string | null
    outcome: string | null
    ended_at: Instant | null
  }
  'care.task_step': {
    id: string
    nth: GeneratedAlways<number>
    fingerprint: string
    task_id: string
    step: string
    outcome: string | null
    note: Generated<string>
    due_on: BusinessDay | null
    owner_id: string | null
    at: Instant
    by_id: string | null
    by_name: string
  }
  'care.ticket': {
    id: string
    fingerprint: string
    class: string
    channel: string
    member_id: string | null
    caller: Generated<string>
    branch_id: string | null
    words: string
    at: Instant
    by_id: string | null
    by_name: string
    state: string
    owner_id: string | null
    closed_at: Instant | null
  }
  'care.ticket_step': {
    id: string
    nth: GeneratedAlways<number>
    fingerprint: string
    ticket_id: string
    step: string
    note: Generated<string>
    owner_id: string | null
    at: Instant
    by_id: string | null
    by_name: string
  }
  'club.collection': {
    id: string
    nth: GeneratedAlways<number>
    fingerprint: string
    offer_id: string
    member_id: string
    code: string
    device_id: string | null
    needed: number
    likes: Generated<number>
    coupon_id: string | null
    at: Instant
    won_at: Instant | null
  }
  'club.like_given': {
    id: string
    nth: GeneratedAlways<number>
    fingerprint: string
    collection_id: string
    device_id: string
    friend_id: string | null
    network: Uint8Array
    day: BusinessDay
    at: Instant
  }
  'club.like_offer': {
    id: string
    no: GeneratedAlways<number>
    fingerprint: string
    title_zh: string
    title_en: string
    words_zh: string
    words_en: string
    needed: number
    coupon_code: string
    first_on: BusinessDay
    last_on: BusinessDay
    most: number
    members_only: boolean
    form_code: string | null
    at: Instant
    by_id: string | null
    by_name: string
  }
  'club.like_offer_ending': {
    id: string
    fingerprint: string
    offer_id: string
    at: Instant
    by_id: string | null
    by_name: string
  }
  'club.like_offer_wins': {
    offer_id: string
    most: number
    wins: Generated<number>
  }
  'club.moderation': {
    id: string
    nth: GeneratedAlways<number>
    fingerprint: string
    post_id: string
    act: string
    reason: Generated<string>
    at: Instant
    by_id: string | null
    by_name: string
  }
  'club.nickname': {
    id: string
    nth: GeneratedAlways<number>
    fingerprint: string
    member_id: string
    nickname: string
    at: Instant
  }
  'club.post': {
    id: string
    nth: GeneratedAlways<number>
    fingerprint: string
    kind: string
    on_id: string | null
    member_id: string | null
    title: Generated<string>
    body: string
    product_code: string | null
    stars: number | null
    sale_id: string | null
    day: BusinessDay
    at: Instant
    by_id: string | null
    by_name: string
    hidden: Generated<boolean>
    pinned: Generated<boolean>
  }
  'club.refusal': {
    id: string
    kind: string
    fingerprint: string
    code: string
    details: unknown
    recorded_at: Instant
    by_id: string | null
  }
  'club.rules': {
    id: string
    nth: GeneratedAlways<number>
    fingerprint: string
    posts_a_day: number
    reviews_a_day: number
    at: Instant
    by_id: string | null
    by_name: string
  }
  'content.act': {
    id: string
    nth: GeneratedAlways<number>
    fingerprint: string
    broadcast_id: string
    act: string
    at: Instant
    by_id: string | null
    by_name: string
  }
  'content.batch': {
    id: string
    broadcast_id: string
    nth: number
    state: Generated<string>
    draft_ref: string | null
    attempts: Generated<number>
    next_try_at: Instant
    leased_until: Instant | null
    unanswered_since: Instant | null
    trouble: string | null
    ref: string | null
    settled_at: Instant | null
  }
  'content.broadcast': {
    id: string
    no: GeneratedAlways<number>
    fingerprint: string
    state: Generated<string>
    cover_ref: string | null
    picture_url: string | null
    attempts: Generated<number>
    next_try_at: Instant | null
    leased_until: Instant | null
    trouble: string | null
    at: Instant
    by_id: string | null
    by_name: string
  }
  'content.finish': {
    carrier_id: string
    ref: string
    status: string
    total: number
    filtered: number
    sent: number
    failed: number
    at: Instant
  }
  'content.picture': {
    id: string
    type: string
    bytes: Uint8Array
    at: Instant
  }
  'content.recipient': {
    id: string
    broadcast_id: string
    member_id: string
    state: Generated<string>
    trouble: string | null
    batch_id: string | null
    next_try_at: Instant
    consent_id: string | null
    at: Instant
  }
  'content.refusal': {
    id: string
    kind: string
    fingerprint: string
    code: string
    details: unknown
    recorded_at: Instant
    by_id: string | null
  }
  'content.wording': {
    id: string
    nth: GeneratedAlways<number>
    fingerprint: string
    broadcast_id: string
    title: string
    digest: string
    author: string
    body: string
    source_url: string
    picture_id: string
    segment_id: string | null
    carrier_id: string
    due_at: Instant
    at: Instant
    by_id: string | null
    by_name: string
  }
  'demo.tour': {
    chain_id: string
    language: string
    stage: string
    first_file_id: string | null
    later_file_id: string | null
    segment_ids: Generated<string[]>
    campaign_id: string | null
    started_at: Instant
    ended_at: Instant | null
  }
  'device.alias': {
    member_id: string
    heir_id: string
    heir_number: string
    why: string
    event_hash: string
    at: Instant
  }
  'device.approval': {
    id: string
    fingerprint: string
    enrolment_id: string
    approved: boolean
    device_id: string | null
    at: Instant
    by_id: string | null
    by_name: string
  }
  'device.bundle': {
    id: string
    fingerprint: string
    file_sha256: string
    device_id: string
    epoch: number
    from_seq: number
    to_seq: number
    events: number
    segments: number
    segments_done: Generated<number>
    fault: string | null
    at: Instant
    by_id: string | null
    by_name: string
    by_branches: string[] | null
  }
  'device.bundle_segment': {
    bundle_id: string
    no: number
    segment: unknown
  }
  'device.code': {
    id: string
    fingerprint: string
    code_sha256: Uint8Array
    branch_id: string
    name: string
    replaces_id: string | null
    made_at: Instant
    expires_at: Instant
    by_id: string | null
    by_name: string
  }
  'device.decision': {
    id: string
    fingerprint: string
    event_hash: string
    take: boolean
    outcome: string
    code: string | null
    reason: string
    at: Instant
    by_id: string | null
    by_name: string
  }
  'device.device': {
    id: string
    code: string
    name: string
    branch_id: string
    app_version: string
    enrolled_at: Instant
    enrolled_by: string
    last_seen_at: Instant | null
    token_sha256: Uint8Array | null
  }
  'device.e_receipt': {
    secret_sha256: Uint8Array
    sale_id: string
    event_hash: string
    at: Instant
  }
  'device.enrolment': {
    id: string
    fingerprint: string
    code_id: string
    sign_key: string
    seal_key: string
    app_version: string
    secret_sha256: Uint8Array
    at: Instant
  }
  'device.epoch': {
    device_id: string
    epoch: number
    enrolment_id: string
    sign_key: string
    seal_key: string
    since: Instant
  }
  'device.event': {
    hash: string
    device_id: string
    store_id: string
    epoch: number
    seq: number
    follows: string | null
    id: string
    kind: string
    text: string
    happened_at: Instant
    clamped: boolean
    minor: number
    points: number
    member_id: string | null
    way: string | null
    reservation_id: string | null
    received_at: Instant
    placed: string
    other_branch: boolean
    outcome: string
    code: string | null
    earned: number | null
    waits_for: string | null
  }
  'device.exception': {
    id: string
    kind: string
    device_id: string
    store_id: string
    event_hash: string | null
    event_id: string | null
    member_id: string | null
    subject: string | null
    amount: number
    loss_minor: number
    beyond_bound: boolean
    evidence: unknown
    at: Instant
  }
  'device.fork': {
    device_id: string
    epoch: number
    seq: number
    hash: string
    other_hash: string
    at: Instant
  }
  'device.hand_discount': {
    event_hash: string
    sale_id: string
    device_id: string
    store_id: string
    happened_at: Instant
    cashier_id: string
    cashier_name: string
    listed_minor: number
    off_minor: number
    share_bps: number
    most_bps: number | null
    allowed_id: string | null
    allowed_name: string | null
    within: boolean
  }
  'device.head_key': {
    only_one: Generated<boolean>
    sign_seed: Uint8Array
    seal_seed: Uint8Array
    mobile_salt: string
    made_at: Instant
  }
  'device.limits': {
    seq: GeneratedAlways<number>
    id: string
    fingerprint: string
    branch_id: string
    limits: unknown
    at: Instant
    by_id: string | null
    by_name: string
  }
  'device.log': {
    device_id: string
    store_id: string
    status: string
    epoch: number
    mark: number
    head: string
    revoked_after: number | null
    anchor: Instant | null
    last_event_at: Instant | null
    pending_count: Generated<number>
    pending_minor: Generated<number>
    pending_at: Instant | null
    reads_old_marks: Generated<boolean>
  }
  'device.media': {
    id: string
    type: string
    bytes: Uint8Array
    at: Instant
  }
  'device.old_mark': {
    device_id: string
    epoch: number
    mark: number
  }
  'device.playlist': {
    only_one: Generated<boolean>
    version: number
    items: unknown
    bulletin: unknown
  }
  'device.policy': {
    device_id: string
    version: number
    body_sha256: string
    text: string
    signature: string
    issued_at: Instant
    expires_at: Instant
  }
  'device.public_address': {
    one: Generated<boolean>
    url: string | null
    said_at: Instant
  }
  'device.reservation': {
    id: string
    fingerprint: string
    kind: string
    store_id: string
    device_id: string | null
    member_id: string
    member_number: string
    minor: number
    points: number
    coupons: string[]
    text: string
    signature: string
    issued_at: Instant
    expires_at: Instant
    spent_minor: Generated<number>
    spent_points: Generated<number>
    returned_minor: number | null
    returned_points: number | null
    returned_at: Instant | null
    cause: string | null
    by_id: string | null
    by_name: string
  }
  'device.reservation_closing': {
    reservation_id: string
    device_id: string
    spent_minor: number
    spent_points: number
    at: Instant
  }
  'device.reservation_hold': {
    hold_id: string
    reservation_id: string
    unit: string
    amount: number
    live: Generated<boolean>
  }
  'device.reservation_use': {
    event_hash: string
    reservation_id: string
    minor: number
    points: number
    at: Instant
    passes: Generated<unknown>
  }
  'device.revocation': {
    id: string
    fingerprint: string
    device_id: string
    reason: string
    epoch: number
    mark: number
    at: Instant
    by_id: string | null
    by_name: string
  }
  'device.settlement': {
    id: string
    fingerprint: string
    exception_id: string
    reason: string
    at: Instant
    by_id: string | null
    by_name: string
  }
  'device.shift': {
    id: string
    device_id: string
    store_id: string
    opened_at: Instant
    float_minor: Generated<number>
    cash_in_minor: Generated<number>
    cash_out_minor: Generated<number>
    closed_at: Instant | null
    counted_minor: number | null
    expected_minor: number | null
    receipts: number | null
    figures: unknown
    cashier_id: string | null
    cashier_name: string
  }
  'device.waiting': {
    device_id: string
    epoch: number
    from_seq: number
    to_seq: number
    head: string
    signature: string
    events: string[]
    hashes: string[]
    minors: number[]
    received_at: Instant
  }
  'goods.movement': {
    id: string
    product_id: string
    branch_id: string | null
    kind: string
    quantity: number
    left_over: number
    cause_kind: string
    cause_id: string
    at: Instant
    by_id: string | null
  }
  'goods.product': {
    id: string
    fingerprint: string
    code: string
    name: string
    category: Generated<string>
    barcode: string | null
    price_minor: number | null
    recorded_at: Instant
    withdrawn_at: Instant | null
    cost_minor: number | null
    stocked: Generated<boolean>
    version: Generated<number>
  }
  'goods.shelf': {
    product_id: string
    branch_id: string | null
    on_hand: Generated<number>
    low: number | null
    high: number | null
  }
  'goods.stock_entry': {
    id: string
    fingerprint: string
    kind: string
    branch_id: string | null
    to_branch_id: string | null
    note: string
    card_batch_id: string | null
    at: Instant
    by_id: string | null
  }
  'goods.stocktake_line': {
    entry_id: string
    product_id: string
    expected: number
    counted: number
  }
  'house.audit_finding': {
    first_seen_at: Instant
    last_seen_at: Instant
    room: string
    law: string
    subject: string
    detail: string
    settled_at: Instant | null
  }
  'house.audit_run': {
    at: Instant
    checked: number
    found: number
    ms: number
  }
  'house.event': {
    seq: GeneratedAlways<number>
    horizon: Generated<string>
    kind: string
    subject_id: string | null
    body: unknown
    recorded_at: Instant
    by_kind: string
    by_id: string | null
    request_id: string | null
  }
  'house.reader': {
    name: string
    horizon: Generated<string>
    seq: Generated<number>
  }
  'import.applied': {
    kind: string
    natural_key: string
    fingerprint: string
    subject_id: string
    file_id: string
    made: string
  }
  'import.file': {
    id: string
    fingerprint: string
    kind: string
    name: string
    size_bytes: number
    sha256: string | null
    parts: number | null
    state: string
    shape: unknown
    mapping: unknown
    options: unknown
    trial: unknown
    trouble: unknown
    groups_done: Generated<number>
    rows_total: number | null
    rows_done: Generated<number>
    imported: Generated<number>
    duplicates: Generated<number>
    refused: Generated<number>
    created_at: Instant
    started_at: Instant | null
    ended_at: Instant | null
    by_id: string | null
    by_name: string
  }
  'import.mapping': {
    kind: string
    signature: string
    mapping: unknown
    options: unknown
    saved_at: Instant
  }
  'import.part': {
    file_id: string
    no: number
    sha256: string
    bytes: Uint8Array
  }
  'import.past_coupon': {
    id: string
    fact: string
    campaign: string
    coupon: string | null
    name: Generated<string>
    product_code: string | null
    member_id: string | null
    issued_on: BusinessDay | null
    redeemed_on: BusinessDay | null
    receipt_no: string | null
    valid_from: BusinessDay | null
    valid_to: BusinessDay | null
  }
  'import.row': {
    file_id: string
    row_no: number
    outcome: string
    code: string
    details: Generated<unknown>
    cells: string[]
  }
  'insight.bill': {
    sale_id: string
    member_id: string
    branch_id: string
    day: BusinessDay
    minute: number
    kept_minor: number
  }
  'insight.bill_line': {
    sale_id: string
    product_code: string
    kept_thousandths: number
  }
  'insight.branch_band': {
    day: BusinessDay
    branch_id: string
    band: number
    bills: number
    thousandths: number
    amount_minor: number
    member_bills: number
    member_thousandths: number
    member_amount_minor: number
  }
  'insight.branch_hour': {
    day: BusinessDay
    branch_id: string
    hour: number
    bills: number
    thousandths: number
    amount_minor: number
    member_bills: number
    member_thousandths: number
    member_amount_minor: number
  }
  'insight.branch_month': {
    month: BusinessDay
    branch_id: string
    bills: number
    thousandths: number
    amount_minor: number
    member_bills: number
    member_thousandths: number
    member_amount_minor: number
  }
  'insight.day_again': {
    member_id: string
    day: BusinessDay
    purchases: number
    spend_minor: number
  }
  'insight.deed': {
    seq: number
    member_id: string
    deed: string
    what: string
    ref: string | null
    day: BusinessDay
  }
  'insight.fact_round': {
    one: Generated<boolean>
    under_way: boolean
    after_id: string | null
  }
  'insight.finance_profile': {
    id: string
    fingerprint: string
    member_id: string
    version: number
    day: BusinessDay
    income_minor: number
    expense_minor: number
    repayment_minor: number
    assets_minor: number
    debts_minor: number
    liquid_minor: number
    investments_minor: number
    note: string
    at: Instant
    by_id: string | null
    by_name: string
  }
  'insight.forecast': {
    id: string
    no: GeneratedAlways<number>
    asked_at: Instant
    by_id: string | null
    by_name: string
    state: Generated<string>
    step: Generated<number>
    steps: Generated<number>
    as_of: BusinessDay | null
    turn: string | null
    members: Generated<number>
    told: unknown
    ended_at: Instant | null
  }
  'insight.gone_into': {
    gone_id: string
    keep_id: string
    merge_id: string
  }
  'insight.history_part': {
    first_id: string
    turn: number
    people: number
    bytes: Uint8Array
  }
  'insight.key_product': {
    id: string
    fingerprint: string
    product_code: string
    marked: boolean
    at: Instant
    by_id: string | null
    by_name: string
  }
  'insight.member_branch': {
    member_id: string
    branch_id: string
    purchases: number
    spend_minor: number
    preferred: Generated<boolean>
  }
  'insight.member_day': {
    member_id: string
    day: BusinessDay
    purchases: number
    spend_minor: number
  }
  'insight.member_fact': {
    member_id: string
    profile: unknown
    birth_on: BusinessDay | null
    age_years: number | null
    joined_on: BusinessDay
    tier: string | null
    points: number
    stored_minor: number
    archived: boolean
    reach: string[]
    branch_id: GeneratedAlways<string | null>
  }
  'insight.member_forecast': {
    forecast_id: string
    member_id: string
    purchases: number
    last_day: BusinessDay
    alive: number
    buys: number
    expected: number
    next_day: BusinessDay | null
    value_minor: number | null
  }
  'insight.member_history': {
    member_id: string
    first_day: BusinessDay | null
    last_day: BusinessDay | null
    purchase_days: number
    purchases: number
    spend_minor: number
    days: Uint8Array
    turn: number
  }
  'insight.product_day': {
    day: BusinessDay
    branch_id: string
    product_code: string
    bills: number
    thousandths: number
    amount_minor: number
    member_bills: number
    member_thousandths: number
    member_amount_minor: number
  }
  'insight.product_name': {
    product_code: string
    name: string
  }
  'insight.rebuilding': {
    id: string
    asked_at: Instant
    by_name: string
    horizon: Generated<string>
    seq: Generated<number>
    events_read: Generated<number>
    events_waiting: Generated<number>
    after_id: string | null
    days_compared: Generated<number>
    days_known: Generated<number>
    mended: Generated<number>
    members_done: Generated<boolean>
    sold_month: BusinessDay | null
    cells_mended: Generated<number>
    ended_at: Instant | null
  }
  'insight.segment': {
    id: string
    fingerprint: string
    name: string
    rule: unknown
    as_of: BusinessDay
    window_months: number
    members: number
    spend_minor: number
    created_at: Instant
    by_id: string | null
    by_name: string
    series_id: string
    version: Generated<number>
    conditions: unknown
  }
  'insight.segment_member': {
    segment_id: string
    member_id: string
    purchases: number
    last_day: BusinessDay | null
    spend_minor: number
    r: number | null
    f: number | null
    m: number | null
    quadrant: string | null
    lifecycle: string | null
  }
  'insight.turn': {
    one: Generated<boolean>
    turn: number
  }
  'joining.joining': {
    id: string
    fingerprint: string
    member_id: string
    way: string
    kind: string
    branch_id: string
    program_version: number
    sale_id: string | null
    top_up_id: string | null
    proof_code: string | null
    proof_note: Generated<string>
    terms_version: string | null
    renews: boolean
    from_on: BusinessDay
    to_on: BusinessDay | null
    tier: string | null
    kit: unknown
    points: number
    points_expire_on: BusinessDay | null
    coupons: unknown
    at: Instant
    by_id: string | null
    by_name: string
  }
  'joining.refusal': {
    id: string
    kind: string
    fingerprint: string
    code: string
    details: unknown
    recorded_at: Instant
    by_id: string | null
  }
  'joining.undoing': {
    joining_id: string
    reason: string
    at: Instant
  }
  'journey.change': {
    id: string
    nth: GeneratedAlways<number>
    fingerprint: string
    journey_id: string
    state: string
    version_id: string
    at: Instant
    by_id: string | null
    by_name: string
  }
  'journey.entry': {
    id: string
    journey_id: string
    version_id: string
    member_id: string
    instance: string
    nth: number
    arm: string
    entered_on: BusinessDay
    entered_at: Instant
    step: string | null
    due_on: BusinessDay | null
    ended: string | null
    ended_at: Instant | null
  }
  'journey.journey': {
    id: string
    created_at: Instant
    pot_id: string | null
  }
  'journey.message_step': {
    version_id: string
    step: string
    campaign_id: string
  }
  'journey.passage': {
    entry_id: string
    step: string
    nth: GeneratedAlways<number>
    outcome: string
    at: Instant
  }
  'journey.place': {
    journey_id: string
    day: BusinessDay
  }
  'journey.prospect': {
    journey_id: string
    instance: string
    member_id: string
    begun_at: Instant
    due_at: Instant
    came_of: string | null
  }
  'journey.refusal': {
    id: string
    kind: string
    fingerprint: string
    code: string
    details: unknown
    recorded_at: Instant
    by_id: string | null
  }
  'journey.version': {
    id: string
    fingerprint: string
    journey_id: string
    version: number
    document: unknown
    at: Instant
    by_id: string | null
    by_name: string
  }
  'ledger.account': {
    id: string
    unit: string
    purpose: string
    holder_id: string | null
    floor: number | null
    balance: number | null
    held: Generated<number>
    opened_at: Instant
  }
  'ledger.hold': {
    id: string
    account_id: string
    amount: number
    lot_id: string | null
    placed_at: Instant
    placed_on: BusinessDay
    expires_at: Instant
    cause_id: string | null
    state: string
    settled_amount: number | null
    resolved_at: Instant | null
  }
  'ledger.lot': {
    id: string
    account_id: string
    origin_id: string
    amount: number
    remaining: number
    expires_on: BusinessDay | null
    opened_at: Instant
    open: GeneratedAlways<boolean>
  }
  'ledger.posting': {
    transaction_id: string
    line: number
    account_id: string
    unit: string
    amount: number
    lot_id: string | null
    span: Generated<number>
  }
  'ledger.transaction': {
    id: string
    kind: string
    cause_id: string
    happened_at: Instant
    recorded_at: Instant
    branch_id: string | null
    program_version: number | null
    reason: string | null
    reverses_id: string | null
    by_id: string | null
    begun: Generated<string | null>
  }
  'member.blank_card': {
    number: string
    batch_id: string
    issued_to_id: string | null
    issued_at: Instant | null
  }
  'member.card_batch': {
    id: string
    fingerprint: string
    prefix: string
    count: number
    branch_id: string | null
    agent_code: string | null
    design_code: string | null
    note: string
    at: Instant
    by_id: string | null
  }
  'member.card_design': {
    code: string
    kind: string
    name_zh: string
    name_en: string
    url: string
    sms_number: string
    free_phone: string
    hotline: string
    logo: string
    version: Generated<number>
  }
  'member.card_finding': {
    id: string
    fingerprint: string
    loss_id: string
    member_id: string
    reason: string
    at: Instant
    by_id: string | null
  }
  'member.card_loss': {
    id: string
    fingerprint: string
    member_id: string
    number: string
    reason: string
    at: Instant
    by_id: string | null
    ended_by_id: string | null
  }
  'member.card_registration': {
    id: string
    fingerprint: string
    member_id: string
    number: string
    branch_id: string
    at: Instant
    by_id: string | null
  }
  'member.card_replacement': {
    id: string
    fingerprint: string
    member_id: string
    nth: number
    old_number: string
    new_number: string
    reason: string
    at: Instant
    by_id: string | null
  }
  'member.consent': {
    id: string
    member_id: string
    channel: string
    granted: boolean
    text_version: string
    source: string
    at: Instant
    purpose: Generated<string>
    given_by: Generated<string>
  }
  'member.contact_consent': {
    id: string
    contact_id: string
    channel: string
    granted: boolean
    text_version: string
    at: Instant
  }
  'member.contact_person': {
    id: string
    fingerprint: string
    organisation_id: string
    name: string
    mobile: string | null
    role: string
    number: string | null
    month_most_minor: number | null
    at: Instant
    left_at: Instant | null
  }
  'member.field': {
    key: string
    kind: string
    label_zh: string
    label_en: string
    choices: Generated<string[]>
    sort: GeneratedAlways<number>
  }
  'member.form': {
    code: string
    version: Generated<number>
    name_zh: string
    name_en: string
    source: string
    branch_id: string | null
    prefix: string
    fields: unknown
    consent_zh: string
    consent_en: string
    consent_version: string
    screening: boolean
    closed_at: Instant | null
    at: Instant
  }
  'member.form_issue': {
    id: string
    fingerprint: string
    form_code: string
    quantity: number
    note: string
    at: Instant
    by_id: string | null
  }
  'member.form_place': {
    form_code: string
    tag: string
    name_zh: string
    name_en: string
    branch_id: string | null
    removed_at: Instant | null
    at: Instant
  }
  'member.household_joining': {
    id: string
    fingerprint: string
    owner_id: string
    person_id: string
    relation: string
    month_most_minor: number | null
    at: Instant
    by_id: string | null
    left_by_id: string | null
  }
  'member.household_leaving': {
    id: string
    fingerprint: string
    joining_id: string
    reason: string
    at: Instant
    by_id: string | null
  }
  'member.member': {
    id: string
    fingerprint: string
    number: string
    source: string
    branch_id: string | null
    joined_on: BusinessDay
    recorded_at: Instant
    withdrawn_at: Instant | null
    version: Generated<number>
    name: string
    gender: string | null
    birth_on: BusinessDay | null
    age_years: number | null
    id_number: string | null
    education: string | null
    income: string | null
    address: string | null
    postcode: string | null
    phone: string | null
    mobile: string | null
    email: string | null
    extra: Generated<unknown>
    kind: Generated<string>
    touched_at: Instant | null
    agent_code: string | null
    awaits_registration: Generated<boolean>
  }
  'member.merge': {
    id: string
    fingerprint: string
    keep_id: string
    gone_id: string
    reason: string
    filled: string[]
    silenced: string[]
    at: Instant
    by_id: string | null
    undone_by_id: string | null
  }
  'member.merge_undoing': {
    id: string
    fingerprint: string
    merge_id: string
    reason: string
    at: Instant
    by_id: string | null
  }
  'member.organisation': {
    member_id: string
    fingerprint: string
    type: string
    tax_number: string | null
    version: Generated<number>
  }
  'member.pin': {
    member_id: string
    reset_id: string
    hash: string
    failures: Generated<number>
    locked_until: Instant | null
  }
  'member.pin_reset': {
    id: string
    fingerprint: string
    member_id: string
    reason: string
    at: Instant
    by_id: string | null
  }
  'member.refusal': {
    id: string
    kind: string
    fingerprint: string
    code: string
    details: unknown
    recorded_at: Instant
    by_id: string | null
  }
  'member.sales_call_wish': {
    id: string
    member_id: string
    refused: boolean
    source: string
    at: Instant
  }
  'member.series': {
    prefix: string
    width: number
    next: Generated<number>
  }
  'member.submission': {
    id: string
    fingerprint: string
    form_code: string
    form_version: number
    tag: string
    state: string
    profile: unknown
    channels: string[]
    consent_version: string
    at: Instant
    member_id: string | null
  }
  'member.submission_decision': {
    id: string
    fingerprint: string
    submission_id: string
    verdict: string
    reason: string
    at: Instant
    by_id: string | null
  }
  'org.api_key': {
    id: string
    name: string
    prefix: string
    secret_sha256: Uint8Array
    scopes: string[]
    made_at: Instant
    made_by: string | null
    used_at: Instant | null
    revoked_at: Instant | null
  }
  'org.branch': {
    id: string
    code: string
    name: string
    region: string
    zone: string
    closing_hour: number
    opened_on: BusinessDay
    closed_on: BusinessDay | null
    version: Generated<number>
  }
  'org.chain': {
    one: Generated<boolean>
    id: string
    name: string
    country: string
    currency: string
    zone: string
    closing_hour: number
    language: string
    salt: string
    founded_at: Instant
  }
  'org.official_day': {
    date: BusinessDay
    kind: string
    name_zh: string
    name_en: string
    kept_at: Instant
    by_id: string | null
  }
  'org.session': {
    id: string
    token_sha256: Uint8Array
    staff_id: string
    started_at: Instant
    seen_at: Instant
    expires_at: Instant
    ended_at: Instant | null
    ended_why: string | null
  }
  'org.staff': {
    id: string
    login: string
    name: string
    language: string
    password: string
    whole_chain: boolean
    hired_at: Instant
    disabled_at: Instant | null
    version: Generated<number>
  }
  'org.staff_branch': {
    staff_id: string
    branch_id: string
  }
  'org.staff_role': {
    staff_id: string
    role: string
  }
  'org.throttle': {
    key: string
    failures: Generated<number>
    failed_at: Instant | null
    trusted_at: Instant | null
  }
  'org.till_pin': {
    staff_id: string
    salt: string
    rounds: number
    hash: string
    at: Instant
  }
  'planner.ending': {
    id: string
    fingerprint: string
    plan_id: string
    at: Instant
    by_id: string | null
    by_name: string
  }
  'planner.gate': {
    id: string
    nth: GeneratedAlways<number>
    fingerprint: string
    plan_id: string
    wave: string
    goes: boolean
    seen: unknown
    met: boolean
    note: string
    at: Instant
    by_id: string
    by_name: string
  }
  'planner.made': {
    id: string
    fingerprint: string
    plan_id: string
    version_id: string
    activity: string
    wave: string
    kind: string
    target_id: string
    at: Instant
    by_id: string | null
    by_name: string
  }
  'planner.plan': {
    id: string
    created_at: Instant
  }
  'planner.refusal': {
    id: string
    kind: string
    fingerprint: string
    code: string
    details: unknown
    recorded_at: Instant
    by_id: string | null
  }
  'planner.spend': {
    id: string
    fingerprint: string
    plan_id: string
    pot: string
    day: BusinessDay
    minor: number
    note: string
    at: Instant
    by_id: string | null
    by_name: string
  }
  'planner.start': {
    id: string
    nth: GeneratedAlways<number>
    fingerprint: string
    plan_id: string
    way: string
    cost_minor: number
    limit_minor: number | null
    at: Instant
    by_kind: string
    by_id: string | null
    by_name: string
    by_roles: string[]
  }
  'planner.start_decision': {
    id: string
    fingerprint: string
    start_id: string
    way: Generated<string>
    approves: boolean
    note: string
    at: Instant
    by_id: string
    asked_by_id: string | null
    by_name: string
  }
  'planner.version': {
    id: string
    fingerprint: string
    plan_id: string
    version: number
    document: unknown
    cloned_of: string | null
    at: Instant
    by_id: string | null
    by_name: string
  }
  'planning.actual': {
    id: string
    fingerprint: string
    code: string
    day: BusinessDay
    minor: number
    note: Generated<string>
    at: Instant
    by_id: string | null
    by_name: string
  }
  'planning.progress': {
    rehearsal_id: string
    state: string
    done: Generated<number>
    total: Generated<number>
    told: unknown
    ended_at: Instant | null
  }
  'planning.rehearsal': {
    id: string
    fingerprint: string
    draft: unknown
    program_version: number
    from_day: BusinessDay
    to_day: BusinessDay
    asked_at: Instant
    by_id: string | null
    by_name: string
  }
  'program.version': {
    version: number
    id: string
    fingerprint: string
    document: unknown
    published_at: Instant
    by_id: string | null
    by_name: string
  }
  'report.delivery': {
    id: string
    schedule_id: string
    staff_id: string
    due_at: Instant
    state: Generated<string>
    attempts: Generated<number>
    trouble: string | null
    queued_at: Instant
    next_try_at: Instant
    leased_until: Instant | null
    checked_at: Instant | null
    settled_at: Instant | null
  }
  'report.recipient': {
    schedule_id: string
    staff_id: string
    email: string
  }
  'report.schedule': {
    id: string
    fingerprint: string
    name: string
    report: string
    format: string
    filters: unknown
    rhythm: string
    weekday: number | null
    month_day: number | null
    hour: number
    back_days: number | null
    created_at: Instant
    by_id: string
    by_name: string
    stopped_at: Instant | null
    stopped_by: string | null
  }
  'reward.claim': {
    id: string
    fingerprint: string
    member_id: string
    claim_code: string
    occasion: string
    instance: string
    branch_id: string
    day: BusinessDay
    life_event: string | null
    event_on: BusinessDay | null
    for_whom: string
    product_code: string | null
    count: number
    coupon_code: string | null
    points: number
    points_expire_on: BusinessDay | null
    coupons: unknown
    note: string
    program_version: number
    at: Instant
    by_id: string | null
    by_name: string
  }
  'reward.clearing': {
    id: string
    member_id: string
    year: number
    kind: string
    on_day: BusinessDay
    joined_on: BusinessDay
    cleared: boolean
    reason: string
    points: number
    carried: number
    gift: string | null
    forfeited: number
    program_version: number
    at: Instant
  }
  'reward.clearing_run': {
    kind: string
    on_day: BusinessDay
    after_id: string | null
    began_at: Instant
    done_at: Instant | null
  }
  'reward.pack_code': {
    hash: string
    batch_id: string
  }
  'reward.pack_code_batch': {
    id: string
    fingerprint: string
    count: number
    points: number | null
    valid_to: BusinessDay | null
    note: string
    at: Instant
    by_id: string | null
    by_name: string
  }
  'reward.pack_code_use': {
    id: string
    fingerprint: string
    hash: string
    member_id: string
    branch_id: string
    points: number
    expires_on: BusinessDay | null
    day: BusinessDay
    program_version: number
    at: Instant
    by_id: string | null
    by_name: string
  }
  'reward.pack_code_voiding': {
    batch_id: string
    reason: string
    at: Instant
    by_id: string | null
  }
  'reward.paper_branch': {
    id: string
    branch_id: string
    no: number
    paper: boolean
    at: Instant
    by_id: string | null
    by_name: string
  }
  'reward.period': {
    id: string
    run_from: BusinessDay
    from_on: BusinessDay
    to_on: BusinessDay
    state: string
    program_version: number | null
    bps: number | null
    coupon_code: string | null
    coupon_minor: number | null
    delivery: string | null
    done_to: string | null
    opened_at: Instant
    closed_at: Instant | null
  }
  'reward.period_reward': {
    id: string
    period_id: string
    origin_id: string
    member_id: string
    total_minor: number
    before_minor: number
    carried_minor: number
    rest_before_minor: number
    given_minor: number
    units: number
    expires_on: BusinessDay | null
    left_minor: number
    rest_minor: number
    at: Instant
  }
  'reward.points_event': {
    id: string
    fingerprint: string
    member_id: string
    event: string
    happened_at: Instant
    day: BusinessDay
    wanted: number
    points: number
    capped_by: string | null
    expires_on: BusinessDay | null
    program_version: number
    at: Instant
    by_id: string | null
    by_name: string
  }
  'reward.redemption': {
    id: string
    fingerprint: string
    member_id: string
    gift: string
    name_zh: string
    name_en: string
    count: number
    points: number
    add_minor: number
    cost_minor: number
    product_code: string | null
    branch_id: string | null
    stock_branch_id: string | null
    channel: string
    sent_by: string
    most_per_member: number | null
    tier: string | null
    day: BusinessDay
    note: string
    state: string
    program_version: number
    at: Instant
    by_id: string | null
    by_name: string
  }
  'reward.redemption_change': {
    id: string
    fingerprint: string
    redemption_id: string
    no: number
    from_state: string
    state: string
    tender: string | null
    paid_minor: number
    branch_id: string | null
    day: BusinessDay
    note: string
    at: Instant
    by_id: string | null
    by_name: string
  }
  'reward.refusal': {
    id: string
    kind: string
    fingerprint: string
    code: string
    details: unknown
    recorded_at: Instant
    by_id: string | null
  }
  'reward.wrong_code': {
    asked_by: string
    branch_id: string
    hour: Instant
    tries: number
  }
  'sale.discount_allowance': {
    seq: GeneratedAlways<number>
    id: string
    fingerprint: string
    sale_id: string
    branch_id: string
    off_minor: number
    share_bps: number
    at: Instant
    by_id: string
    by_name: string
    asking_id: string | null
    sale_print: string | null
  }
  'sale.discount_asking': {
    id: string
    fingerprint: string
    sale_id: string
    sale_print: string
    branch_id: string
    member_id: string | null
    listed_minor: number
    off_minor: number
    share_bps: number
    most_bps: number
    total_minor: number
    points: number
    lines: unknown
    reason: string
    at: Instant
    expires_at: Instant
    by_kind: string
    by_id: string
    by_name: string
  }
  'sale.discount_decision': {
    id: string
    fingerprint: string
    asking_id: string
    approves: boolean
    note: string
    at: Instant
    by_id: string
    by_name: string
    asked_by_id: string
    expires_at: Instant
  }
  'sale.discount_rule': {
    seq: GeneratedAlways<number>
    id: string
    fingerprint: string
    branch_id: string
    most_bps: number | null
    at: Instant
    by_id: string | null
    by_name: string
  }
  'sale.hand_discount': {
    sale_id: string
    branch_id: string
    happened_at: Instant
    by_id: string | null
    by_name: string
    listed_minor: number
    off_minor: number
    share_bps: number
    most_bps: number | null
    may: boolean
    allowance_id: string | null
  }
  'sale.line': {
    sale_id: string
    no: number
    product_code: string
    product_id: string | null
    name: string
    quantity: string
    unit_price_minor: number
    listed_minor: number
    charged_minor: number
    deductions: unknown
    seller: string | null
    pass_code: string | null
    pass_count: Generated<number>
    returned_no: number | null
    earn_times: Generated<number>
  }
  'sale.merit_telling': {
    program_version: number
    program_id: string
    after_member: Generated<string>
    asked_at: Instant
    done_at: Instant | null
  }
  'sale.refusal': {
    id: string
    fingerprint: string
    code: string
    details: unknown
    recorded_at: Instant
    by_id: string | null
  }
  'sale.sale': {
    id: string
    fingerprint: string
    kind: string
    source: string
    branch_id: string
    till: string | null
    receipt_no: string | null
    member_id: string | null
    returns_id: string | null
    day: BusinessDay
    happened_at: Instant
    recorded_at: Instant
    by_id: string | null
    by_name: string
    program_version: number
    total_minor: number
    listed_minor: number
    rounding_minor: number
    change_minor: number
    points: number
    points_burned: number
    reason: string | null
    receipt: unknown
    person_id: string | null
  }
  'sale.tender': {
    sale_id: string
    no: number
    kind: string
    amount_minor: number
    given_minor: number | null
    code: string | null
    count: Generated<number>
    points: Generated<number>
    principal_minor: Generated<number>
    bonus_minor: Generated<number>
    returned_no: number | null
  }
  'sale.voiding': {
    sale_id: string
    at: Instant
    reason: string
    by_id: string | null
  }
  'standing.benefit_use': {
    id: string
    fingerprint: string
    member_id: string
    origin_id: string
    benefit: string
    tier: string | null
    branch_id: string
    day: BusinessDay
    period_from: BusinessDay
    period_to: BusinessDay
    most: number | null
    minutes: number | null
    cost_minor: number
    note: string
    state: string
    program_version: number
    at: Instant
    by_id: string | null
    by_name: string
  }
  'standing.benefit_use_change': {
    id: string
    fingerprint: string
    use_id: string
    seq: GeneratedAlways<number>
    state: string
    reason: string
    at: Instant
    by_id: string | null
    by_name: string
  }
  'standing.carry': {
    merge_id: string
    keep_id: string
    gone_id: string
    floor_before: string | null
    undone: Generated<boolean>
  }
  'standing.given': {
    id: string
    fingerprint: string
    kind: string
    member_id: string
    tier: string
    day: BusinessDay
    reason: string
    at: Instant
    by_id: string | null
    by_name: string
  }
  'standing.known': {
    here: Generated<boolean>
    since: BusinessDay
  }
  'standing.member': {
    member_id: string
    joined_on: BusinessDay | null
    tier: string | null
    since: BusinessDay | null
    moves: Generated<number>
    floor_tier: string | null
    counts_from: BusinessDay | null
    review_on: BusinessDay | null
    warned_for: BusinessDay | null
    grace_to: BusinessDay | null
    looked_on: BusinessDay | null
    last_bought_on: BusinessDay | null
    archived_on: BusinessDay | null
    left_on: BusinessDay | null
  }
  'standing.membership': {
    id: string
    member_id: string
    origin_id: string
    from_on: BusinessDay
    to_on: BusinessDay | null
    way: string
    cause_id: string
    at: Instant
    by_id: string | null
  }
  'standing.membership_voiding': {
    cause_id: string
    reason: string
    at: Instant
    by_id: string | null
  }
  'standing.merit': {
    origin_id: string
    day: BusinessDay
    member_id: string
    spend_minor: Generated<number>
    visits: Generated<number>
    points: Generated<number>
    top_up_minor: Generated<number>
  }
  'standing.move': {
    id: string
    member_id: string
    no: number
    from_tier: string
    to_tier: string
    lowest: boolean
    up: boolean
    why: string
    day: BusinessDay
    cause_kind: string
    cause_id: string
    reason: Generated<string>
    at: Instant
    by_id: string | null
    by_name: string
  }
  'standing.refusal': {
    id: string
    kind: string
    fingerprint: string
    code: string
    details: unknown
    recorded_at: Instant
    by_id: string | null
  }
  'standing.single': {
    origin_id: string
    day: BusinessDay
    kind: string
    what: string
    member_id: string
    count: number
  }
  'survey.act': {
    id: string
    fingerprint: string
    survey_id: string
    act: string
    at: Instant
    by_id: string | null
    by_name: string
  }
  'survey.answer': {
    survey_id: string
    member_id: string
    question: number
    id: string
    value: number | null
    words: string | null
    first_at: Instant
    at: Instant
  }
  'survey.invitation': {
    message_id: string
    survey_id: string
    member_id: string
    segment_id: string | null
    quarter: BusinessDay
    enquiry: boolean
    undone: Generated<boolean>
    at: Instant
    campaign_id: string | null
  }
  'survey.refusal': {
    id: string
    kind: string
    fingerprint: string
    code: string
    details: unknown
    recorded_at: Instant
    by_id: string | null
  }
  'survey.survey': {
    id: string
    no: GeneratedAlways<number>
    fingerprint: string
    at: Instant
    by_id: string | null
    by_name: string
  }
  'survey.wording': {
    id: string
    nth: GeneratedAlways<number>
    fingerprint: string
    survey_id: string
    purpose: string
    document: unknown
    closes_on: BusinessDay
    at: Instant
    by_id: string | null
    by_name: string
  }
  'wallet.account_payment': {
    id: string
    fingerprint: string
    member_id: string
    amount_minor: number
    tender: string
    branch_id: string | null
    at: Instant
    by_id: string | null
  }
  'wallet.adjustment': {
    id: string
    fingerprint: string
    member_id: string
    unit: string
    amount: number
    expires_on: BusinessDay | null
    reason: string
    way: string
    program_version: number
    at: Instant
    by_kind: string
    by_id: string | null
    by_name: string
    by_roles: string[]
  }
  'wallet.adjustment_decision': {
    id: string
    fingerprint: string
    adjustment_id: string
    way: Generated<string>
    approves: boolean
    note: string
    at: Instant
    by_id: string
    asked_by_id: string | null
    by_name: string
  }
  'wallet.coupon': {
    id: string
    fingerprint: string
    code: string
    member_id: string
    cause_id: string
    secret_sha256: string | null
    expires_on: BusinessDay | null
    issued_at: Instant
    by_id: string | null
  }
  'wallet.coupon_count': {
    code: string
    scope: string
    used: number
    most: number
  }
  'wallet.coupon_return': {
    use_id: string
    cause_id: string
    at: Instant
  }
  'wallet.coupon_transfer': {
    id: string
    fingerprint: string
    coupon_id: string
    to_coupon_id: string
    member_id: string
    to_member_id: string
    at: Instant
    by_id: string | null
  }
  'wallet.coupon_use': {
    id: string
    code: string
    coupon_id: string | null
    member_id: string | null
    branch_id: string
    day: BusinessDay
    cause_id: string
    on_return: string
    at: Instant
  }
  'wallet.coupon_voiding': {
    coupon_id: string
    at: Instant
    reason: string
    by_id: string | null
  }
  'wallet.credit_line': {
    id: string
    fingerprint: string
    member_id: string
    nth: number
    most_minor: number
    reason: string
    at: Instant
    by_id: string | null
  }
  'wallet.freeze': {
    id: string
    fingerprint: string
    member_id: string
    reason: string
    at: Instant
    by_id: string | null
    lifted_by_id: string | null
  }
  'wallet.freeze_lifting': {
    id: string
    fingerprint: string
    freeze_id: string
    member_id: string
    reason: string
    at: Instant
    by_id: string | null
  }
  'wallet.hold_release': {
    id: string
    fingerprint: string
    hold_id: string
    at: Instant
    by_id: string | null
  }
  'wallet.hold_wish': {
    id: string
    fingerprint: string
    member_id: string
    unit: string
    at: Instant
    by_id: string | null
  }
  'wallet.moved_lot': {
    transaction_id: string
    from_lot_id: string
    to_lot_id: string | null
    unit: string
    amount: number
    arrived: number
  }
  'wallet.opening': {
    id: string
    fingerprint: string
    member_id: string
    unit: string
    amount: number
    opened_on: BusinessDay
    expires_on: BusinessDay | null
    recorded_at: Instant
  }
  'wallet.opening_voiding': {
    opening_id: string
    at: Instant
    reason: string
    by_id: string | null
  }
  'wallet.refusal': {
    id: string
    kind: string
    fingerprint: string
    code: string
    details: unknown
    recorded_at: Instant
    by_id: string | null
  }
  'wallet.top_up': {
    id: string
    fingerprint: string
    member_id: string
    branch_id: string
    day: BusinessDay
    package_code: string | null
    tender: string
    seller: string | null
    paid_minor: number
    bonus_minor: number
    bonus_expires_on: BusinessDay | null
    points: number
    points_expire_on: BusinessDay | null
    gifts: unknown
    pack: string
    cap_minor: number | null
    principal_after_minor: number
    bonus_after_minor: number
    points_after: number
    program_version: number
    recorded_at: Instant
    by_id: string | null
    by_name: string
  }
  'wallet.top_up_refund': {
    id: string
    fingerprint: string
    top_up_id: string
    branch_id: string
    day: BusinessDay
    cause: string
    rule: string
    note: string
    used_minor: number
    listed_minor: number
    counted_minor: number
    refund_minor: number
    interest_bps: number
    interest_days: number
    interest_minor: number
    principal_refunded_minor: number
    principal_kept_minor: number
    bonus_refunded_minor: number
    bonus_void_minor: number
    points_taken: number
    gifts: unknown
    principal_after_minor: number
    bonus_after_minor: number
    points_after: number
    points_debt_after: number
    recorded_at: Instant
    by_id: string | null
    by_name: string
  }
  'wallet.transfer': {
    id: string
    fingerprint: string
    member_id: string
    to_member_id: string
    unit: string
    amount: number
    bonus: number
    note: string
    program_version: number
    at: Instant
    by_id: string | null
  }
}
