export const shell = {
  title: 'Till',
  languages: { 'zh-CN': '简体中文', en: 'English' },
  places: {
    title: 'Screens',
    checkout: 'Sell',
    members: 'Members',
    receipts: 'Receipts',
    shift: 'Shift',
    sync: 'Sync',
    settings: 'Till',
  },
  status: {
    online: 'Online',
    offline: 'No network',
    pending_one: '{{n}} to send',
    pending_other: '{{n}} to send',
    allSent: 'All sent',
    lock: 'Lock',
    clock: 'The clock of this device is behind. Set it right: what it says goes on receipts.',
    policyOver:
      'The rules from head office are too old. Selling goes on; stored value and points cannot be ' +
      'spent until this till reaches head office.',
    certificateOver:
      'This till’s certificate has ended. Selling goes on; stored value and points cannot be spent ' +
      'until this till reaches head office.',
    readOnly: 'The till is open in another window of this device. This window only reads.',
    revoked:
      'Head office has withdrawn this till. What is rung up now is kept and put aside until head ' +
      'office decides.',
    frozen:
      'Head office has frozen this till, because two different records came under one number. A ' +
      'manager must enrol it anew.',
    epochOver: 'This till was enrolled anew elsewhere. This copy only reads; enrol it again to go on.',
    update: 'A new version is ready.',
    updateNow: 'Restart now',
  },
  unfit: {
    insecure: {
      title: 'This address is not safe enough for a till',
      why:
        'The page was opened by plain http from another machine. Browsers then give no storage that ' +
        'lasts, no keys, no camera and no work without a network – so a till cannot run here.',
      how: 'Open the till in one of these ways:',
      ways: {
        https: 'By an https address. Ask whoever runs Zhiji for it, or see “HTTPS” in the operating guide.',
        local: 'On the machine where Zhiji itself runs, by http://localhost.',
      },
      here: 'This address is {{address}}',
    },
    tooOld: {
      title: 'This browser is too old for a till',
      why: 'A till signs what it writes down, and this browser cannot (Ed25519 and X25519 are missing).',
      how: 'Use Chrome or Edge 137 or newer, Firefox 130 or newer, or Safari 17 or newer.',
    },
  },
  enrol: {
    title: 'Make this device a till',
    how: 'A manager opens Devices in the console and makes a code. It is good for ten minutes.',
    code: 'Code',
    codeHint: 'Type it, or scan it',
    go: 'Enrol',
    camera: 'Scan by camera',
    waiting: {
      title: 'Waiting for a manager',
      how: 'A manager now approves this device in the console under Devices. This page goes on by itself.',
      fingerprint: 'The console must show the same number:',
      stop: 'Start over',
    },
    refused: 'A manager refused this device. Ask for a new code to try again.',
    offline: 'Head office does not answer. The first time, a till needs a network.',
    opening: 'Fetching what this till needs',
    openingHow: 'Rules, products and members come once; after that the till works without a network.',
    fault: {
      policy_signature_wrong: 'What came is not signed by head office.',
      policy_of_another_device: 'The rules that came are another till’s.',
      policy_older: 'The rules that came are older than those this till has seen.',
      policy_expired: 'The rules that came have ended. Is the clock of this device right?',
      policy_unreadable: 'The rules that came cannot be read by this version of the till.',
    },
  },
  signIn: {
    title: 'Who is at the till?',
    pin: 'PIN of {{name}}',
    back: 'Somebody else',
    wrong: 'Wrong PIN',
    wait_one: 'Wait {{count}} second',
    wait_other: 'Wait {{count}} seconds',
    noPin: 'No PIN yet',
    noPinHow:
      '{{name}} has no till PIN yet. A manager sets one in the console under Staff; it arrives with ' +
      'the next sync.',
    nobody: 'Nobody may work at this till yet. Add staff of this branch in the console.',
    erase: 'Erase',
    enter: 'Sign in',
    find: 'Find a name',
  },
  camera: {
    title: 'Scan by camera',
    none: 'No camera can be used. Check that this device has one and that the browser may use it.',
    point: 'Hold the code in front of the camera.',
    close: 'Close',
  },
  cancel: 'Cancel',
  close: 'Close',
  done: 'Done',
}
