/** The issue vocabulary: what talks are about, in three languages, each narrower term under its broader one. */
export const issues = {
  ceasefire: {
    name: {
      en: 'Ceasefire',
      ru: 'Режим прекращения огня',
      kk: 'Атысты тоқтату режимі',
    },
  },
  'de-escalation': {
    name: {
      en: 'De-escalation',
      ru: 'Деэскалация',
      kk: 'Деэскалация',
    },
  },
  detainees: {
    name: {
      en: 'Detainees, abductees and missing persons',
      ru: 'Задержанные, похищенные и пропавшие без вести',
      kk: 'Ұсталғандар, тұтқындар және із-түзсіз жоғалғандар',
    },
  },
  'humanitarian-access': {
    name: {
      en: 'Humanitarian access',
      ru: 'Гуманитарный доступ',
      kk: 'Гуманитарлық қолжетімділік',
    },
  },
  'mine-action': {
    name: {
      en: 'Mine action',
      ru: 'Противоминная деятельность',
      kk: 'Минасыздандыру',
    },
  },
  refugees: {
    name: {
      en: 'Refugees and displaced persons',
      ru: 'Беженцы и перемещённые лица',
      kk: 'Босқындар және қоныс аударғандар',
    },
  },
  sovereignty: {
    name: {
      en: 'Sovereignty',
      ru: 'Суверенитет',
      kk: 'Егемендік',
    },
  },
  'territorial-integrity': {
    name: {
      en: 'Territorial integrity',
      ru: 'Территориальная целостность',
      kk: 'Аумақтық тұтастық',
    },
    broader: 'sovereignty',
  },
  'regional-security': {
    name: {
      en: 'Regional security',
      ru: 'Региональная безопасность',
      kk: 'Аймақтық қауіпсіздік',
    },
  },
  'counter-terrorism': {
    name: {
      en: 'Counter-terrorism',
      ru: 'Борьба с терроризмом',
      kk: 'Терроризмге қарсы күрес',
    },
  },
  guarantors: {
    name: {
      en: 'Guarantors',
      ru: 'Гаранты',
      kk: 'Кепілгерлер',
    },
  },
  'political-process': {
    name: {
      en: 'Political process',
      ru: 'Политический процесс',
      kk: 'Саяси процесс',
    },
  },
  constitution: {
    name: {
      en: 'Constitution',
      ru: 'Конституция',
      kk: 'Конституция',
    },
    broader: 'political-process',
  },
  normalisation: {
    name: {
      en: 'Normalisation of relations',
      ru: 'Нормализация отношений',
      kk: 'Қатынастарды қалыпқа келтіру',
    },
  },
  'nuclear-programme': {
    name: {
      en: 'Nuclear programme',
      ru: 'Ядерная программа',
      kk: 'Ядролық бағдарлама',
    },
  },
  'nuclear-enrichment': {
    name: {
      en: 'Uranium enrichment',
      ru: 'Обогащение урана',
      kk: 'Уран байыту',
    },
    broader: 'nuclear-programme',
  },
  plutonium: {
    name: {
      en: 'Plutonium',
      ru: 'Плутоний',
      kk: 'Плутоний',
    },
    broader: 'nuclear-programme',
  },
  'interim-agreement': {
    name: {
      en: 'Interim nuclear agreement',
      ru: 'Промежуточное ядерное соглашение',
      kk: 'Аралық ядролық келісім',
    },
    broader: 'nuclear-programme',
  },
  'framework-agreement': {
    name: {
      en: 'Framework of a nuclear agreement',
      ru: 'Рамки ядерного соглашения',
      kk: 'Ядролық келісімнің негіздері',
    },
    broader: 'nuclear-programme',
  },
  'comprehensive-agreement': {
    name: {
      en: 'Comprehensive nuclear agreement',
      ru: 'Всеобъемлющее ядерное соглашение',
      kk: 'Жан-жақты ядролық келісім',
    },
    broader: 'nuclear-programme',
  },
  sanctions: {
    name: {
      en: 'Sanctions',
      ru: 'Санкции',
      kk: 'Санкциялар',
    },
  },
  verification: {
    name: {
      en: 'Verification',
      ru: 'Проверка и контроль',
      kk: 'Тексеру және бақылау',
    },
  },
  'civil-disputes': {
    name: {
      en: 'Civil disputes',
      ru: 'Гражданские споры',
      kk: 'Азаматтық даулар',
    },
  },
  land: {
    name: {
      en: 'Land',
      ru: 'Земля',
      kk: 'Жер',
    },
  },
  labour: {
    name: {
      en: 'Labour',
      ru: 'Труд',
      kk: 'Еңбек',
    },
  },
  'labour-disputes': {
    name: {
      en: 'Labour disputes without a prior conciliation commission',
      ru: 'Трудовые споры без предварительного обращения в согласительную комиссию',
      kk: 'Келісу комиссиясына алдын ала жүгіну талап етілмейтін еңбек даулары',
    },
    broader: 'labour',
  },
  family: {
    name: {
      en: 'Family',
      ru: 'Семья',
      kk: 'Отбасы',
    },
    broader: 'civil-disputes',
  },
  'child-interests': {
    name: {
      en: 'Interests of the child',
      ru: 'Интересы ребёнка',
      kk: 'Баланың мүдделері',
    },
    broader: 'family',
  },
  'divorce-property': {
    name: {
      en: 'Divorce and division of property',
      ru: 'Расторжение брака и раздел имущества',
      kk: 'Некені бұзу және мүлікті бөлу',
    },
    broader: 'family',
  },
  inheritance: {
    name: {
      en: 'Inheritance',
      ru: 'Наследство',
      kk: 'Мұрагерлік',
    },
    broader: 'civil-disputes',
  },
  neighbours: {
    name: {
      en: 'Disputes between neighbours',
      ru: 'Споры между соседями',
      kk: 'Көршілер арасындағы даулар',
    },
    broader: 'civil-disputes',
  },
  housing: {
    name: {
      en: 'Housing',
      ru: 'Жильё',
      kk: 'Тұрғын үй',
    },
    broader: 'civil-disputes',
  },
  'eviction-condominium': {
    name: {
      en: 'Eviction and management of a condominium',
      ru: 'Выселение и управление кондоминиумом',
      kk: 'Пәтерден шығару және кондоминиумды басқару',
    },
    broader: 'housing',
  },
  contracts: {
    name: {
      en: 'Contracts',
      ru: 'Договоры',
      kk: 'Шарттар',
    },
    broader: 'civil-disputes',
  },
  loans: {
    name: {
      en: 'Loan agreements',
      ru: 'Договоры займа',
      kk: 'Қарыз шарттары',
    },
    broader: 'contracts',
  },
  insurance: {
    name: {
      en: 'Insurance',
      ru: 'Страхование',
      kk: 'Сақтандыру',
    },
    broader: 'contracts',
  },
  'palestinian-question': {
    name: {
      en: 'Palestinian question',
      ru: 'Палестинский вопрос',
      kk: 'Палестина мәселесі',
    },
  },
  disarmament: {
    name: {
      en: 'Arms control and disarmament',
      ru: 'Контроль над вооружениями и разоружение',
      kk: 'Қару-жарақты бақылау және қарусыздану',
    },
  },
  'nuclear-weapons': {
    name: {
      en: 'Nuclear weapons and nuclear material',
      ru: 'Ядерное оружие и ядерные материалы',
      kk: 'Ядролық қару және ядролық материалдар',
    },
    broader: 'disarmament',
  },
  'human-rights': {
    name: {
      en: 'Human rights',
      ru: 'Права человека',
      kk: 'Адам құқықтары',
    },
  },
  colonialism: {
    name: {
      en: 'Colonialism and decolonization',
      ru: 'Колониализм и деколонизация',
      kk: 'Отаршылдық және отарсыздандыру',
    },
  },
  'economic-development': {
    name: {
      en: 'Economic development',
      ru: 'Экономическое развитие',
      kk: 'Экономикалық даму',
    },
  },
  environment: {
    name: {
      en: 'Environment',
      ru: 'Окружающая среда',
      kk: 'Қоршаған орта',
    },
  },
  procedure: {
    name: {
      en: 'Procedure',
      ru: 'Процедурные вопросы',
      kk: 'Рәсімдік мәселелер',
    },
  },
  other: {
    name: {
      en: 'Other',
      ru: 'Другое',
      kk: 'Басқа',
    },
  },
} as const satisfies Record<string, { name: { en: string; ru: string; kk: string }; broader?: string }>;

export type Issue = keyof typeof issues;

export const issueTerms = Object.keys(issues) as [Issue, ...Issue[]];
