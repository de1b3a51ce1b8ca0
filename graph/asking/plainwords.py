"""Small lists of plain English: what students shorten, and words that ask rather than say.

Nothing here belongs to the theory: lay words for a concept are its hidden labels.
"""


def _pairs(text: str) -> dict[str, str]:
    """Lines of `short: long` as a dictionary."""
    lines = (line.partition(":") for line in text.strip().splitlines())
    return {short.strip(): full.strip() for short, _, full in lines}


def _words(text: str) -> frozenset[str]:
    """The words of a text, in no order."""
    return frozenset(text.split())


#: What students write short.
SHORT = _pairs("""
    n: and
    r: are
    u: you
    ur: your
    y: why
    w: with
    wo: without
    b4: before
    bc: because
    cuz: because
    cos: because
    coz: because
    abt: about
    btw: between
    btwn: between
    vs: versus
    diff: difference
    diffs: differences
    def: definition
    defn: definition
    pg: page
    pp: page
    ppl: people
    thru: through
    wat: what
    wot: what
    wut: what
    wats: what is
    whats: what is
    whos: who is
    hows: how is
    whys: why is
    wheres: where is
    thats: that is
    theyre: they are
    youre: you are
    im: i am
    ive: i have
    ref: reference
    refs: references
    bk: book
    yr: year
    yrs: years
    chap: chapter
    intro: introduction
    info: information
    convo: conversation
    diffrent: different
    becoz: because
    coloquial: colloquial
    rel: relationship
    rels: relationships
    rship: relationship
    smth: something
    sth: something
    sb: somebody
    smb: somebody
    eg: example
    esp: especially
    isnt: is not
    arent: are not
    wasnt: was not
    werent: were not
    dont: do not
    doesnt: does not
    didnt: did not
    cant: can not
    couldnt: could not
    wont: will not
    wouldnt: would not
    shouldnt: should not
    hasnt: has not
    havent: have not
    tx: therapy
    psych: psychotherapy
    prof: professional
    shud: should
    shld: should
    cud: could
    cld: could
    wud: would
    wld: would
    hav: have
    dat: that
    wen: when
    wich: which
    becuz: because
""")

#: Words that are left out of names when they are compared.
STOP = _words(
    """
    a an and are as at be been by did do does for from had has have how i if in into is it its
    of on or r s so that the their them they this those these to was we were what when where
    which who whom whose why will with you your my our me he she his her him
    """
)

#: Words that turn a statement round.
NEGATIVE = _words("not no never without nor cannot lack lacking")

#: Words that carry no meaning of their own, or speak of the asking and of the text.
FRAME = _words(
    """
    a about above according actually again all also am an and any anybody anyone anything are
    as ask asked asking at author authors article articles basically be been being briefly but
    by can case cases claim claims could describe described describes describing did do does
    doing done else especially even ever every exactly explain explained explains explaining
    explanation find for from gimme give gives given get gets getting go goes going got guess
    had has have having he help her here hers hey hi him his how however i if in into is it
    its itself just kind like likely lot lots make makes making many may maybe me mention
    mentions mentioned might more most much must my name named names need no not now of off ok
    okay on one only onto or our out over own paper paragraph part particular particularly
    passage passages please plz pls put question quick quickly quite rather re reading really
    said same say saying says section sentence sentences shall she should show simply so some
    somehow someone something sort speak speaks speaking still stuff such sure talk talked
    talking talks tell tells text than thanks thank that the their theirs them themselves then
    theory there thereby these they thing things think thinks this those though to too truly
    two under understand up upon us use used uses using usually very via want wanted wants was
    way ways we well were what whatever when whenever where whereas wherever whether which
    while who whom whose why will with within without word words would write writer writes
    writing written wrote yes yet you your yours yourself know known term terms called call
    calls meaning mean means meant define defined defines definition defining refer refers
    referred referring sense concept concepts idea ideas notion notions view views account
    thought believe believes argue argues argued state states stated point points suggest
    suggests suggested supposed supposedly versus compare compared comparing comparison
    difference differences differ differs differently different distinguish distinguishes
    distinguished distinction similar similarity similarities alike unlike instead between
    among both either neither each other another understood expression expressions list lists listed
    example examples instance namely summary summarise summarize overview because reason
    reasons since therefore hence thus come comes coming became become becomes happen happens
    happened happening whole book books chapter journal quote quotes quoted quotation citation
    citations cite cited cites citing reference references referenced source sources work
    works publication publications published page pages year years title bibliography
    literature apa credit credits credited attributed attribute attributes theorist theorists
    researcher researchers scholar scholars writers psychologist psychoanalyst psychologists
    psychoanalysts thinker thinkers guy person's dr mr mrs professor prof student essay exam
    class homework assignment lecture professional true false correct wrong right that's
    anyone's somebody somebodys everyday-speech lol tho
    """
)

#: Everyday words that may help to find a claim, and that no source need have.
PLAIN = _words(
    """
    able ability act acts acting action actions active add adds added adding after against ago
    aim aims allow allows allowed along already although always amount appear appears apply
    applies approach around arise arises arising aspect aspects assist assists attach avoid
    avoids away back bad based basic basis before begin begins beginning begun behind belong
    belongs below beneath benefit benefits best better beyond big bit bound break breaks bring
    brings bringing brought build builds building built came care carry carries cause causes
    caused causing central certain chain change changes changed changing check clear clearly
    close closely combine commonly complete completely component components compose composed
    connect connected connection connections connects consequence consequences consider
    considers consist consists consisting constantly contain contains continue contrast
    contrasts contribute contributes count counts create created creates creating crucial day
    deal deals dealing deep deeper deeply depend depends depending detail details develop
    develops developed developing difficult direct directly down drive drives driven due
    during earlier early easy easier effect effects element elements emerge emerges emphasis
    emphasise emphasize emphasized emphasised emphasizes enable enables end ends enough ensure
    entire entirely essential essentially eventually everyday everyone everything evidence
    evident express extend extends extent face faced fact facts factor factors fail fails far
    feature features few final finally first fit fits focus follow following follows force
    form forms formed forming foster fosters found foundation free full fully fundamental
    further gain gains general generally good great grow grows half hand handle handled hard
    hardly helps helped helping helpful high hinder hold holds holding hurt identify image
    images impact impede importance important impossible improve include included includes
    including increase increases increasingly indicate indicates influence influences
    ingredient ingredients inside involve involved involves involving issue items keep keeps
    keeping key kinds lack large last later lay lays lead leads leading leave leaves led left
    length less let lets letting level life likened link linked links little live long longer
    look looks looking lose main mainly manage manifest manifested matter matters mechanism
    meet meets met metaphor metaphors middle mind missing moment move moves moving natural
    naturally nature near necessary never new next none nothing notice noticed number occur
    occurs often old once open opens opening opposite order origin originate others otherwise
    outcome outcomes outer outside overall parts pattern people perhaps person persons phrase
    phrases physical physically picture pictured piece pieces place places play plays position
    possible possibly present prevent prevents previous previously primary probably problem
    process processes produce produces proper properly protect provide provided provides
    providing purpose purposes quality rarely react reaction reactions ready real reach reduce
    reduces regard regarding regards relate related relates relating relation relations
    relevance relevant remain remains reply require required requirement requirements requires
    respond responds responding response responses rest result resulting results role roles
    root roots roughly run say see seem seems seen separate serve serves set sets several
    shape shapes share shared shift short shown shows side sides sign signs signal
    significance significant similarly simple simultaneously single situation situations
    slowly small sometimes somewhere soon sorts specific specifically stand stands start
    started starting starts stay stays step steps stop stops straight strange strength stress
    stresses stressed strong subject suddenly support supports supported supporting supposed
    symbol symbolically symbols symptom symptoms take taken takes taking technical technically
    theoretical theoretically three tie tied ties time times together topic toward towards
    treat treated trigger triggers try trying turn turns type types typical typically
    ultimately underlie underlies underlying underneath unfold unfolds unless unlikely until
    usual value various view want whoever wide wider word world worse worst four five six
    seven eight nine ten second third accept access accomplish accomplishes accomplished
    account accurate achieve achieves achieved admit advance advantage affected afford afraid
    aid alone alternative altogether angle apart apparent apparently area areas arrange assume
    assumes attempt available await aware background balance barely basics bear bearable bears
    beat become believe besides bet bits blame bottom boost brief broad broader calm
    candidates capable capture captures cast catch chance characteristics characterised
    characterized characterise characterize choice choose chosen claimed classic clarify coin
    coined coins collect colour color common complex complicated concern concerned concerns
    conclude conclusion condition conditions conduct conducted confuse confused confusing
    consequently constant context continually control convey conveys convince correspond
    corresponding corresponds cover covered covers creation criteria current currently cut
    daily date dates decide decides decrease degree deliver demand demands derive derived
    derives despite destination determine determines device differing dimension direction
    disappear discover discuss discussed discusses discussion distant divide divided double
    doubt draw draws drop drops dynamic eager effort eg either elaborate elsewhere employ
    employed employs empty encounter encourage encouraged encourages engage engages enter
    entails entail equal equally equivalent especially establish event events exist existing
    exists expect expected expects experience experienced experiences experiencing explicit
    explicitly explore extra extreme fair fall falls familiar famous fast favour favor feel
    feeling feels fight figure fill finding findings fix fixed flow former forth forward
    fourth freely frequent frequently front fulfil fulfill fulfilled fulfills gather gathered
    gentle genuinely gradual gradually grasp greater greatly ground grounds guide guided hang
    happier heavy hear heard hidden highlight highlights highlighted hint hope huge human
    humans ideal illustrate illustrated illustrates imagine immediate immediately imply
    implied implies impression improved improves indeed indicated individual individuals
    indirect indirectly inform informed initial initially inner insist introduce introduced
    introduces inward investigate investigated job join joined joins joint judge justified
    justify keen kick labelled labeled lasts lasting late lately latter lean lens letter
    levels lies lift lifelong light lighter lightly limit linking literal literally load local
    location loose lower maintain maintains majority massive meanwhile mere merely minor
    mistake mixed mode modify mostly motivate motivated motivates mutual myself narrow
    narrower naming neither normal notable note noted notes objective obvious obviously
    occasion occasionally occurring occurred odd offer offered offers onward opinion opposed
    opposing option orders organised organized ourselves outward overcome owe own pair paired
    pairs partial partly pass passes past path peculiar per perfect performed permanent permit
    permits perspective phase phenomenon pick pile plain plenty plus popular portray portrayed
    portrays powerful practical practically precede preceding prefer preferred premise
    presence presents presented pressing pretty prime principal principle prior proceed
    proceeds promote promotes propose proposed proposes prove pull pulls pulled push pushes
    pushed quit quote raise raised raises range rather reached reaches realise realised
    realize realized reappear recall receive received receives recognise recognised recognises
    recognize recognized recognizes recommend recommended record refuse regain regardless
    reject relative relatively rely remember remembered remind remove removed removes removing
    repeat repeated repeatedly replace replaced replaces represent represented represents
    reserve resolve resolved respect restore restored return returned returning returns reveal
    revealed reveals reverse rid rise rises round route rule safely satisfied satisfying save
    scene scope seek seeks select sense senses sensible sentence sequence series serious
    settle signals signalled significantly simplify slow smooth soft solid solution solve
    sounds space spell spend spot spots spring stable staying steady stem stems stick sticks
    sticking strengthen strengthens stressing strive structure structured struggle struggling
    substance succeed successful suffers sufficient suggestion sum supply surface surround
    survive sustain swap switch symbolise symbolize tackle tackled task tend tends tension
    thereby thick thin thorough thoroughly thought thoughts throughout thus tight tiny total
    totally track transform transforms translate travel trend tricky triggered turned twist
    uncover undergo undo undone unit unite united unity unique unlock usage use useful useless
    utter vague valid valuable valued values vary version vital voice wait wake walk watch
    weak weaken weaker wear weigh whichever willing win wish wonder wondering worth worthy
    wrap yield yields yrs bunch ones lots himself herself somebody someones anyones everybody
    everyones nobody folks bigger biggest smaller strongest crux gist nutshell basically
    broadly essence core upshot takeaway sake kinda sorta gonna wanna gotta lemme ya yeah yep
    nope ok okay hmm um uh anyhow anyway anyways btw fyi idk imo asap reckon figured reminds
    recap therapists therapist clients client therapy goal goals learn learns colloquial
    colloquially ordinary normally strict strictly precise precisely afterwards shall internal
    external circumstance circumstances teach teaches taught attest attests suffice suffices
    developmental demonstrate demonstrates undermine undermines underpin underpins underscore
    reinforce reinforces assert asserts contend contends assign assigned ascribe ascribed
    associate associated associates accompany accompanies accompanied counter counteract
    deepen deepens enrich enhance enhances embody embodies engender engenders evoke evokes
    evoked exemplify exemplifies expand expands foresee hamper hampers hinge hinges induce
    induces invite invites invoke mark marks occupy occupies outline outlined outlines overlap
    pinpoint pose poses possess presuppose presupposes prompt prompts revolve revolves
    safeguard signify signifies specify specifies spur trace traces transmit transpire
    transpires vanish vanishes awaits arrive arrives purely solely chiefly largely notably
    respectively whereby wherein herein aforementioned gets getting goes comes puts runs says
    tells attribute attribution candidate constitute constitutes constituted comprise
    comprises comprised encompass encompasses entailed equate equates equated counterpart
    counterparts precondition preconditions prerequisite prerequisites major bases hallmark
    hallmarks trait traits marker markers manifestation manifestations indication indications
    expressed contribution contributions accounts accounted explanation linkage interplay
    interact interacts correlate dependent afterward subsequently beforehand doing works used
    sort whatever exactly somehow anyone someone guys wants wanted needed needing unable fixes
    stopping happen happens happening sit sits lie placed within across
    """
)

#: Number words, and the figures they stand for.
NUMBERS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1
    )
} | {
    word: number
    for number, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"), 1
    )
}

#: Forms that a stemmer keeps apart and that mean the same here.
ALIKE = _pairs("""
    met: meet
    lose: loss
    lost: loss
    felt: feel
    grew: grow
    grown: grow
    growth: grow
    built: build
    respond: respons
    defend: defens
    belief: believ
    satisfact: satisfi
    percept: perceiv
    perceptu: perceiv
    safeti: safe
    secur: secur
    stabil: stabl
    failur: fail
    closur: close
    behavior: behav
    behaviour: behav
    behaviorist: behav
    identif: identifi
    habitu: habit
    children: child
    psychotherapi: therapi
    psychotherapist: therapist
    therapeut: therapi
    counsellor: therapist
    counselor: therapist
    clinician: therapist
    arisen: aris
    arous: arous
    origin: origin
    creation: creat
    emphasi: emphas
    signific: signific
    descript: describ
    anx: anxieti
    ashamed: shame
    asham: shame
    angri: anger
    joyous: joy
    fulfil: fulfill
    requir: requir
    perman: perman
    vital: vital
    spontan: spontan
    flexibl: flexibl
    flexibility: flexibl
    stori: stori
    experienc: experi
    sensori: sensori
    intern: intern
    inner: intern
    inward: intern
    outer: extern
    outward: extern
    bodili: bodi
    kinesthet: kinesthet
    emot: emot
    technic: exact
    strict: exact
    precis: exact
    theoret: exact
    colloqui: everyday
    ordinari: everyday
    daili: everyday
    bearabl: bear
""")

#: What words of a question say of the relation that is asked for.
CUES = {
    "is-evident-in": _words(
        """
        sign signs symptom symptoms evident evidence show shows shown manifest
        manifested recognise recognize spot notice tell indicators appear looks
        """
    ),
    "has-part": _words(
        """
        part parts component components element elements consist consists include
        includes included contain contains involve involves made ingredients aspects
        sides pieces composed
        """
    ),
    "begins-with": _words(
        """
        begin begins begun start starts starting first
        """
    ),
    "is-a": _words(
        """
        kind kinds type types sort sorts form forms category
        """
    ),
    "calls-for-response": _words(
        """
        respond responds responding response responses answer answers reply react
        reaction reactions treat treated deal handle match matched matches should need
        needs require requires call calls
        """
    ),
    "leads-to": _words(
        """
        lead leads leading result results cause causes caused effect effects
        consequence consequences happen happens create creates created produce
        produces bring brings outcome become becomes turn do does make makes provide
        provides
        """
    ),
    "emerges-from": _words(
        """
        arise arises emerge emerges emerged origin originate comes come grow grows
        built build builds source root formed develops because caused why result
        """
    ),
    "requires": _words(
        """
        require requires required need needs needed depend depends must necessary
        """
    ),
    "enables": _words(
        """
        accomplish accomplishes achieve achieves do does bearable help helps helped
        enable enables allow allows facilitate facilitates facilitated let lets
        crucial possible support supports foster fosters assist essential important
        importance matter matters role significance relevant make makes easier
        foundation contribute
        """
    ),
    "impedes": _words(
        """
        prevent prevents block blocks hinder hinders impede impedes stop stops
        obstruct interrupt interrupts way keeps
        """
    ),
    "defends-against": _words(
        """
        protect protects defend defends defending guard guards against distract
        distracts
        """
    ),
    "is-pictured-as": _words(
        """
        image images picture pictured symbol symbols symbolic symbolically metaphor
        metaphors metaphorically compared likened analogy
        """
    ),
    "conveys": _words(
        """
        convey conveys signal signals communicate communicates communicated show shows
        transmit express get across
        """
    ),
    "goes-beyond": _words(
        """
        beyond more differ differs difference different than versus same distinguish
        """
    ),
    "contrasts-with": _words(
        """
        contrast opposite opposed differ differs difference different versus instead
        """
    ),
    "satisfies": _words(
        """
        meet meets met satisfy satisfied satisfies fulfil fulfill fulfilled fulfills
        """
    ),
    "occurs-in": _words(
        """
        where place located happen
        """
    ),
    "means": _words(
        """
        mean means meaning define defined definition refer refers called
        """
    ),
    "addresses": _words(
        """
        validate validates repair address addressed heal mend
        """
    ),
    "is-about": _words(
        """
        directed object aimed concern concerns focus towards toward target about
        """
    ),
    "describes": _words(
        """
        describe described describes wrote coined say said emphasize emphasized stress
        stressed
        """
    ),
}

#: English words and names that look like a slip in a word of the theory, and are not.
REAL = _words(
    """
    abstract appliance atonement attachment beck binding bounding commission companion community
    compression conceit conception contagion contract contraction contracts deference detachment
    evolution funding infantry interception introjection leaning maher mailer moaning rearing
    relaxation revelation rogan selection shore starn stein thrust
    """
)
