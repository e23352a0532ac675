"""Closed word classes that the speaker rules go by: titles, role nouns, heads of groups, bodies, documents, outlets."""

from __future__ import annotations

import re


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def _phrases(listed: str) -> frozenset[str]:
    return frozenset(p.strip() for p in listed.split("|") if p.strip())


HE = _words("he him his himself")
SHE = _words("she her hers herself")
IT = _words("it its itself")
THEY = _words("they them their theirs themselves")
FIRST_SINGULAR = _words("i me my mine myself")
FIRST_PLURAL = _words("we us our ours ourselves")
SECOND = _words("you your yours")
RELATIVES = _words("who which that whom whose")
PERSONAL = HE | SHE | IT | THEY | FIRST_SINGULAR | FIRST_PLURAL | SECOND
PRONOUNS = PERSONAL | RELATIVES

DETERMINERS = _words("the a an this that these those some any every each no one another both either neither such")
PARTICLES = _words(
    "de del della di da das dos du des den der van von ter ten la le el al bin ibn bint ben abu al- san y e"
)

# Where a noun phrase read backwards from its head ends.
PHRASE_STARTS = _words("the a an one some many several most all those these two three other few both every another")
PHRASE_STOPS = _words(
    "by to from with of for and or but as than said says say told is are was were be has have had that which who in on "
    "at "
    "been being includes include included involving featuring found find seen about after before when while against "
    "among including like not also asked into over"
)

# Behind these, "a senator" says what somebody is or might be, and brings nobody new in.
NOBODY_MET_BEHIND = _words(
    "is was be been being are were am as like not become becomes became becoming for than called named of without such "
    "or remains remained never ever into"
)

# Words that open sentences; a capital says nothing about them.
FUNCTION = (
    PRONOUNS
    | DETERMINERS
    | _words(
        "and but or nor so yet if when while as at by for from in into of on onto out over to up with without "
        "within about above after against along amid among around because before behind below beneath beside "
        "besides between beyond despite down during except inside like near off once outside per since than "
        "though although through throughout till toward towards under underneath unless until upon via whether "
        "where wherever why how what whatever whoever then there here now today tonight yesterday tomorrow also "
        "again still even ever never not just only too very more most many much few several all none other others "
        "same own already always often sometimes later earlier last next first second third finally instead "
        "meanwhile however therefore thus hence moreover furthermore additionally indeed perhaps maybe yes no ok "
        "okay well oh please thank thanks asked according speaking citing noting adding saying calling given "
        "being having is are was were be been do does did has have had will would can could shall should may "
        "might must let get got make made take taken see said says say told tell think thinks know look come go "
        "want need old big good great best better half two three four five six seven eight nine ten eleven twelve "
        "hundreds thousands millions dozens less least something nothing anything everything someone anyone "
        "everyone nobody everybody anybody whose it's that's he's she's there's don't i'm i've we're they're "
        "you're what's who's let's can't won't didn't doesn't isn't wasn't"
    )
)

# Capitalised words that name nobody.
NO_NAMES = _words(
    "african african-american african-americans asian asian-american hispanic latino latina muslim christian "
    "jewish catholic protestant evangelical islamic islam arab arabic english southern northern western eastern "
    "european midwestern southeast internet obamacare brexit medicare medicaid constitution congress-wide god "
    "twitterverse pac vp phd gop-led pro-trump caucasian sunni shiite shia kurdish kurd ok tv web bible koran "
    "quran"
)
CALENDAR = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december christmas easter thanksgiving ramadan"
)

# Titles that stand before a name. The abbreviations are matched without their full stop.
HONORIFICS = _words(
    "mr mrs ms miss dr prof professor sir dame lord lady rev reverend fr father sister imam rabbi messrs"
)
MALE_TITLES = _words("mr sir lord king prince father fr brother sheikh baron duke emperor messrs")
FEMALE_TITLES = _words("mrs ms miss dame lady queen princess sister baroness duchess empress madame")
ABBREVIATED = {
    "sen": "senator",
    "sens": "senator",
    "rep": "representative",
    "reps": "representative",
    "gov": "governor",
    "govs": "governor",
    "gen": "general",
    "lt": "lieutenant",
    "col": "colonel",
    "maj": "major",
    "capt": "captain",
    "sgt": "sergeant",
    "adm": "admiral",
    "cmdr": "commander",
    "pres": "president",
    "amb": "ambassador",
    "atty": "attorney",
    "del": "delegate",
    "supt": "superintendent",
    "prof": "professor",
    "rev": "reverend",
    "dr": "doctor",
    "det": "detective",
    "insp": "inspector",
    "cpl": "corporal",
    "pvt": "private",
    "lieut": "lieutenant",
}
# Nouns for one person's office or calling; many stand before a name, too.
ROLES = _words(
    "president vice-president premier minister chancellor secretary senator representative congressman "
    "congresswoman governor mayor king queen prince princess emperor emir sultan sheikh ayatollah pope cardinal "
    "bishop archbishop general colonel lieutenant major captain sergeant admiral commander marshal corporal "
    "officer sheriff chief speaker leader chairman chairwoman chair chairperson head boss director deputy ceo cfo "
    "coo executive founder co-founder cofounder owner publisher editor columnist reporter correspondent "
    "journalist anchor host moderator commentator pundit blogger author writer novelist historian professor "
    "lecturer scholar researcher scientist economist analyst expert strategist pollster consultant adviser "
    "advisor aide assistant spokesman spokeswoman spokesperson spokesmen secretary-general attorney lawyer "
    "counsel prosecutor judge justice ambassador envoy diplomat negotiator delegate legislator lawmaker "
    "parliamentarian councilman councilwoman councilor commissioner superintendent candidate nominee hopeful "
    "contender challenger rival opponent incumbent frontrunner front-runner activist organizer organiser advocate "
    "lobbyist volunteer donor operative manager treasurer coordinator supervisor administrator inspector "
    "detective investigator agent trooper soldier veteran marine teacher principal student doctor nurse physician "
    "surgeon psychologist psychiatrist therapist pastor priest reverend rabbi imam actor actress singer musician "
    "rapper comedian artist filmmaker producer photographer player coach athlete farmer worker businessman "
    "businesswoman entrepreneur investor banker billionaire millionaire mogul tycoon magnate developer contractor "
    "engineer programmer designer architect driver waitress retiree resident voter neighbor witness survivor "
    "victim suspect defendant plaintiff whistleblower fellow specialist official source congressperson wife "
    "husband widow mother father son daughter brother sister uncle aunt cousin nephew niece friend colleague "
    "girlfriend boyfriend fiance fiancee partner ally supporter critic demonstrator protester protestor "
    "mastermind ringleader dictator strongman monarch ruler chieftain warlord insurgent militant lady gentleman "
    "man woman boy girl guy person individual staffer intern alum alumnus surrogate chairmen whip chef "
    "assemblyman assemblywoman alderman selectman clerk registrar auditor comptroller controller "
    "lieutenant-governor neurosurgeon surgeon-general runner statesman stateswoman newcomer upstart scion heir "
    "heiress solicitor barrister magistrate provost dean rector president-elect translator interpreter guide "
    "tutor bodyguard guard policeman policewoman firefighter paramedic pilot sailor fisherman miner trader broker "
    "shopkeeper vendor chairwomen statistician demographer biographer reviewer playwright poet composer retailer"
)
ROLE_MODIFIERS = _words(
    "former then-president then acting interim deputy vice vice-presidential presidential senior junior chief top "
    "assistant associate executive press prime foreign defense defence finance interior justice trade economic "
    "economy commerce energy treasury national state federal local legal personal longtime long-time veteran "
    "retired late current new ex- ex one-time onetime outgoing incoming future lead leading principal managing "
    "general special political conservative liberal progressive moderate democratic republican independent "
    "libertarian socialist gop communications campaign policy media public affairs relations field digital "
    "security party congressional senate house legislative judicial minority majority ranking first lady talk "
    "radio tv television news newspaper real estate billionaire millionaire celebrity actor reality star running "
    "mate supreme spiritual opposition rebel democrat nominee candidate co-chair co-founder co-owner "
    "secretary-general attorney district chief-of-staff parliamentary european research development human rights "
    "labor health education climate intelligence military army navy police fire city county town village union "
    "school baptist catholic evangelical christian jewish muslim islamic shiite sunni orthodox longshot primary "
    "under permanent resident"
)
# Those who speak on another's behalf.
MOUTHPIECES = _words(
    "spokesman spokeswoman spokesperson spokesmen spokespeople lawyer lawyers attorney attorneys counsel envoy "
    "negotiator solicitor barrister mouthpiece spokeswomen"
)
MALE_NOUNS = _words(
    "spokesman chairman congressman businessman man boy guy king prince husband father son brother uncle nephew "
    "actor councilman assemblyman policeman gentleman boyfriend widower monarch-king emperor sultan pope priest "
    "salesman fisherman statesman grandfather stepfather imam ayatollah sheikh waiter"
)
# Offices in -man that are used of women too.
OFFICE_MEN = _words("spokesman chairman congressman councilman assemblyman businessman statesman")
FEMALE_NOUNS = _words(
    "spokeswoman chairwoman congresswoman businesswoman woman girl lady queen princess wife mother daughter "
    "sister aunt niece actress councilwoman assemblywoman policewoman girlfriend widow waitress grandmother "
    "stepmother nun empress"
)
# What may go by another word when the article comes back to somebody.
SYNONYMS: dict[str, frozenset[str]] = {
    "congressman": _words("representative lawmaker"),
    "congresswoman": _words("representative lawmaker"),
    "representative": _words("congressman congresswoman lawmaker"),
    "lawmaker": _words("senator representative congressman congresswoman legislator deputy"),
    "senator": _words("lawmaker"),
    "legislator": _words("senator representative congressman congresswoman lawmaker"),
    "nominee": _words("candidate standard-bearer"),
    "candidate": _words("nominee hopeful contender"),
    "hopeful": _words("candidate"),
    "contender": _words("candidate"),
    "premier": _words("minister"),
    "minister": _words("premier"),
    "diplomat": _words("ambassador envoy secretary minister"),
    "envoy": _words("ambassador representative diplomat"),
    "ambassador": _words("envoy"),
    "leader": _words("president minister premier king chancellor chairman ayatollah emir sultan ruler"),
    "monarch": _words("king queen emir sultan emperor"),
    "ruler": _words("king emir sultan president prince"),
    "spokesman": _words("secretary spokesperson"),
    "spokeswoman": _words("secretary spokesperson"),
    "spokesperson": _words("spokesman spokeswoman secretary"),
    "chairman": _words("chair chairperson head"),
    "chairwoman": _words("chair chairperson head"),
    "chair": _words("chairman chairwoman"),
    "head": _words("director chairman chief president leader"),
    "chief": _words("director head commander commissioner secretary"),
    "lawyer": _words("attorney counsel"),
    "attorney": _words("lawyer counsel"),
    "adviser": _words("advisor strategist aide"),
    "aide": _words("adviser advisor assistant"),
    "advisor": _words("adviser"),
    "reporter": _words("journalist correspondent"),
    "journalist": _words("reporter correspondent anchor host"),
    "host": _words("anchor moderator"),
    "professor": _words("scholar historian scientist"),
    "economist": _words("professor analyst"),
    "filmmaker": _words("director"),
    "director": _words("filmmaker chief head"),
    "jurist": _words("judge justice"),
    "general": _words("commander officer"),
    "pastor": _words("reverend minister rev"),
    "businessman": _words("billionaire mogul tycoon developer magnate"),
    "billionaire": _words("businessman mogul tycoon developer magnate"),
    "mogul": _words("businessman billionaire tycoon developer magnate"),
}
# Singular nouns for somebody whom the article keeps unnamed.
SINGULAR_PEOPLE = ROLES | _words(
    "insider outsider attendee respondent contributor participant member lawmaker republican democrat "
    "congressperson native onlooker bystander pal confidant intermediary observer somebody someone lobbyist "
    "passerby passenger user reader listener viewer caller employee client patient shopper tourist immigrant "
    "refugee migrant parent child kid teenager adult believer skeptic loyalist hardliner conservative liberal "
    "moderate libertarian independent interviewer questioner heckler detractor foe adversary enemy successor "
    "predecessor counterpart"
)

GROUP_NOUNS = _words(
    "people voters critics residents officials aides advisers advisors supporters opponents protesters protestors "
    "demonstrators activists analysts experts economists lawmakers senators congressmen representatives "
    "legislators republicans democrats conservatives liberals progressives independents libertarians moderates "
    "parents students teachers workers members leaders allies diplomats sources insiders observers strategists "
    "operatives delegates donors fans friends colleagues neighbors relatives family families men women children "
    "kids youths teens adults americans citizens immigrants migrants refugees muslims christians catholics jews "
    "evangelicals hispanics latinos blacks whites scientists researchers scholars historians professors doctors "
    "nurses lawyers attorneys prosecutors judges investigators detectives police cops officers soldiers troops "
    "veterans generals commanders reporters journalists pundits commentators columnists editors candidates "
    "nominees rivals contenders hopefuls presidents governors mayors ministers ambassadors envoys spokesmen "
    "spokespeople owners executives investors traders businesses businessmen farmers employers employees staffers "
    "staff volunteers organizers campaigners advocates groups crowd crowds audience public majority minority half "
    "others some many most few several everyone everybody someone nobody anyone those all both none skeptics "
    "detractors foes enemies loyalists partisans hardliners respondents participants attendees viewers readers "
    "listeners users witnesses survivors victims inmates prisoners tourists shoppers consumers customers clients "
    "patients taxpayers elites superdelegates surrogates heads couple team crew panel jurors jury rebels "
    "militants insurgents terrorists hackers buyers sellers retailers drivers negotiators monitors inspectors "
    "regulators policymakers bankers brokers fundraisers bloggers onlookers bystanders locals villagers islanders "
    "minorities millennials seniors retirees millions thousands hundreds dozens scores percent proponents backers "
    "boosters endorsers appointees holders authors writers artists players athletes celebrities entertainers "
    "actors moms dads mothers fathers wives husbands sons daughters brothers sisters siblings constituents "
    "electors caucusgoers chairmen commissioners councilors councilmen trustees board community establishment "
    "movement rank-and-file base wing faction electorate populace nation lobby brass clergy pastors priests "
    "bishops rabbis imams teenagers girls boys guys folks folk graduates alumni peers counterparts partners "
    "specialists pollsters demographers statisticians sheriffs defenders storytellers campaign-workers "
    "authorities audiences spouses protests leadership management crews squads left right young rich poor elderly "
    "faithful undecided undecideds front-runners bettors successors predecessors lobbyists contractors agents "
    "spies feds mullahs clerics royals monarchs"
)
DOCUMENTS = _words(
    "report study survey poll polls letter memo memorandum e-mail email emails e-mails document documents paper "
    "law bill statute amendment constitution treaty agreement resolution ruling opinion indictment complaint "
    "lawsuit filing affidavit transcript article editorial op-ed column story book memoir film documentary movie "
    "series ad ads advertisement commercial video clip recording tape audio website site page post blog "
    "press-release release brief petition plan proposal platform budget analysis assessment audit review findings "
    "data figures statistics numbers records studies reports surveys letters memos filings notes note list chart "
    "graph map poster sign signs banner banners headline headlines text texts message messages tweet tweets "
    "speech commentary essay piece manifesto charter declaration communique communiqué dossier file files log "
    "order directive guidelines rule rules regulation regulations provision clause legislation act ordinance "
    "question questionnaire interview-transcript research evidence results census index forecast outlook subpoena "
    "warrant motion decision verdict sentence summary cable cables newsletter pamphlet flyer flier invitation "
    "application rating ratings fact-check factcheck magazine-article polling projection projections tally count "
    "copy draft search slogan novel stories booklets biography vote ballot disclosures disclosure trove footage "
    "pages editorials articles columns op-eds policies drama leaflet leaflets press-releases line-up screenplay "
    "investigation inquiry simulation simulations model account accounts average averages history play song album "
    "game show episode quote"
)
# What somebody utters; said of a person, it is that person speaking.
UTTERANCES = _words(
    "statement statements remark remarks comment comments tweet tweets speech speeches claim claims words "
    "testimony message messages post posts view views position opinion opinions argument arguments assertion "
    "assertions promise promises pledge vow call calls demand demands warning warnings response reply answer "
    "answers question questions rhetoric eyes mind decision proposal proposals suggestion criticism accusation "
    "accusations allegation allegations denial announcement address mouth lips voice thinking plan plans push "
    "support opposition insistence allusion desire hope hopes fear fears concern concerns estimate estimates "
    "forecast forecasts prediction predictions assessment belief beliefs feelings judgment tone letter"
)
ORGANISATION_NOUNS = _words(
    "company corporation firm bank fund party campaign committee commission council court tribunal ministry "
    "department agency bureau administration authority board university college school institute institution "
    "foundation organization organisation association federation union league alliance coalition group network "
    "team club church diocese hospital center centre office embassy consulate legislature parliament congress "
    "senate house assembly police army navy force military government cabinet service service-provider airline "
    "manufacturer carmaker maker retailer chain startup start-up museum library charity nonprofit non-profit "
    "think-tank tank pac super-pac caucus panel task-force taskforce watchdog regulator secretariat treasury "
    "chamber society trust partnership conference bloc initiative project movement militia brigade front "
    "brotherhood guard command corps division venture store courts departments agencies embassies firms companies "
    "campaigns parties committees ministries banks unions troupe churches universities schools organizations "
    "organisations institutions bodies commissions councils prosecutors-office restaurant hotel studio label "
    "developer publisher utility district city county state town municipality inc corp co ltd llc plc gmbh "
    "holdings bancorp industries systems technologies laboratories labs associates brothers"
)
# A name with one of these as its last word (or the word before "of") is a body's name.
ORGANISATION_HEADS = ORGANISATION_NOUNS - _words("state city town house county project developer publisher") | _words(
    "democrats republicans nations party states-attorney pentagon interpol administration reserve exchange "
    "supreme prisons investigation affairs works voters teachers workers lawyers mayors governors veterans "
    "citizens bureau democracy freedom justice liberty action heritage cato forum ngo opec nato foundation fbi "
    "cia nsa energy security studies education health labor defense defence commerce treasury agriculture "
    "transportation interior congress politifact schools enterprises motors airlines bank"
)
# Words before "of" or "for" that open a body's name.
ORGANISATION_OPENERS = _words(
    "department ministry bureau university college center centre bank council court union league organization "
    "organisation association committee chamber institute academy school board office federation house conference "
    "subcommittee task society museum alliance coalition citizens americans veterans campaign church state army "
    "confederation commission fund foundation network group party front movement daughters sons women mothers "
    "parents black catholic teachers students brotherhood knights speaker director parliament cabinet agency "
    "archdiocese diocese"
)
OUTLETS = _phrases(
    "associated press|ap|reuters|afp|agence france-presse|bloomberg|bloomberg news|upi|tass|ria novosti|ria|"
    "interfax|xinhua|xinhua news agency|kcna|korean central news agency|yonhap|kyodo|dpa|ansa|efe|anadolu|irna|"
    "isna|fars|fars news agency|tasnim|mehr|sana|spa|saudi press agency|press trust of india|pti|ukrinform|unian|"
    "interfax-ukraine|cnn|nbc|nbc news|cbs|cbs news|abc|abc news|fox|fox news|fox news channel|fox business|"
    "msnbc|cnbc|pbs|npr|c-span|bbc|bbc news|itv|sky|sky news|channel 4|al jazeera|al-jazeera|al arabiya|rt|"
    "russia today|sputnik|cctv|cgtn|press tv|voice of america|voa|radio free europe|radio liberty|deutsche welle|"
    "france 24|euronews|univision|telemundo|politico|breitbart|breitbart news|buzzfeed|buzzfeed news|vox|slate|"
    "salon|axios|vice|vice news|mic|gawker|mashable|huffington post|huffpost|the hill|roll call|national review|"
    "weekly standard|daily beast|daily caller|drudge report|infowars|propublica|the intercept|mother jones|"
    "the nation|new republic|the atlantic|new yorker|newsweek|the economist|economist|vanity fair|rolling stone|"
    "esquire|gq|us weekly|the guardian|guardian|the independent|the sun|daily mail|daily telegraph|telegraph|"
    "the times|times|financial times|wall street journal|washington post|new york times|the post|new york post|"
    "los angeles times|usa today|chicago tribune|boston globe|washington times|washington examiner|miami herald|"
    "des moines register|politifact|factcheck.org|snopes|le monde|le figaro|der spiegel|spiegel|bild|die zeit|"
    "el pais|el país|la repubblica|corriere della sera|haaretz|jerusalem post|times of israel|ynet|"
    "yedioth ahronoth|channel 2|channel 12|channel 13|global times|people's daily|people’s daily|"
    "south china morning post|straits times|japan times|nikkei|asahi shimbun|yomiuri shimbun|nhk|hindustan times|"
    "times of india|ndtv|dawn|geo news|kyiv post|kyiv independent|ukrainska pravda|pravda|izvestia|kommersant|"
    "novaya gazeta|meduza|moscow times|rossiya 1|channel one|foreign policy|foreign affairs|twitter user|"
    "wikileaks|inside edition|access hollywood|meet the press|fox and friends|morning joe|60 minutes|"
    "face the nation|realclearpolitics|fivethirtyeight|western journalism|trending today usa"
)
OUTLET_HEADS = _words(
    "times post news journal herald tribune gazette globe observer guardian register chronicle inquirer dispatch "
    "courier examiner telegraph mirror standard independent review magazine weekly daily newspaper broadcaster "
    "television radio tv press bulletin sentinel ledger advocate enquirer star sun mail express broadcasting"
)
OUTLET_NOUNS = _words(
    "newspaper broadcaster newswire tabloid magazine media outlet outlets press newspapers website network "
    "networks channel channels broadcasters paper-of-record"
)
SEATS = _phrases(
    "white house|kremlin|downing street|10 downing street|elysee|élysée|elysee palace|élysée palace|blue house|"
    "zhongnanhai|number 10|no. 10|whitehall|quai d'orsay|foggy bottom|buckingham palace|casa rosada|planalto|"
    "bankova|sublime porte|quirinale|chigi palace|rideau hall"
)
LEGISLATURES = {"capitol hill": "Congress", "congressional": "Congress", "on the hill": "Congress"}
ORGANISATION_NAMES = _phrases(
    "congress|senate|house|house of representatives|house of commons|house of lords|supreme court|pentagon|fbi|"
    "cia|nsa|nato|un|u.n.|united nations|european union|eu|e.u.|european commission|imf|world bank|opec|wto|who|"
    "iaea|hamas|hezbollah|isis|isil|islamic state|taliban|al qaeda|al-qaeda|gop|dnc|rnc|aclu|nra|naacp|google|"
    "facebook|twitter|apple|amazon|microsoft|knesset|bundestag|duma|state duma|verkhovna rada|parliament|"
    "politburo|secret service|federal reserve|fed|planned parenthood|wall street|wells fargo|goldman sachs|"
    "goldman|boeing|exxon|gazprom|rosneft|huawei|security council"
)
US_STATES = _phrases(
    "alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|hawaii|idaho|illinois|"
    "indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|"
    "montana|nebraska|nevada|new hampshire|new jersey|new mexico|new york|north carolina|north dakota|ohio|"
    "oklahoma|oregon|pennsylvania|rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia|"
    "west virginia|wisconsin|wyoming|manhattan|brooklyn|los angeles|chicago|boston|philadelphia|miami|detroit|"
    "houston|dallas|atlanta|seattle|san francisco|new orleans|las vegas|baltimore|cleveland|europe|africa|asia|"
    "middle east|latin america|america|gaza|west bank|crimea|donbas|hong kong|england|scotland|wales|"
    "northern ireland|new york city|orlando|charlotte|tulsa|ferguson|milwaukee|brussels"
)
PARTY_WORDS = _words(
    "republican democratic democrat gop libertarian green labour labor tory conservative socialist republicans "
    "democrats tea"
)
UNKNOWN_CUES = re.compile(
    r"\b(?:expected|reportedly|allegedly|alleged|supposedly|so-called|known as|rumou?red|reputed|said to|believed to|"
    r"thought to|considered|speculation|debate|outlook|widely|presumably|apparently|dubbed)\b",
    re.IGNORECASE,
)
SEEMING_CUES = re.compile(
    r"\b(?:seems?|seemed|appears?|appeared|apparent|clear|clearly|obvious|evidence|evident|could|may|can)\b", re.I
)
QUANTITIES = re.compile(
    r"(?:(?:only|just|roughly|about|nearly|over|some|approximately|almost|at least|more than|fewer than|less than|"
    r"up to)\s+)*"
    r"(?:(?:\d[\d,.]*(?: (?:in|out of) (?:\d+|ten|five|four))?|one|two|three|four|five|six|seven|eight|nine|ten|half|"
    r"most|many|some|all|none|several|few|(?:a )?(?:third|quarter|fifth|few|plurality|majority)|"
    r"an? (?:[\w%-]+ )?(?:number|group|majority|minority|handful|lot|couple|coalition|team|pair|band|crowd|slew|array|"
    r"plurality)|the (?:[\w-]+ )?(?:band|group|majority|rest|bulk|number)|(?:small|large|other) groups|dozens|hundreds|"
    r"thousands|millions|both|each|any|either|neither|members)\b(?:\s*(?:%|percent|per cent))?)",
    re.IGNORECASE,
)
