//! What a line is by its words alone: a printed day, a credit, a note, a button, the head of a comment block.

use crate::printed_date::{find_dates, find_either, is_relative_time};
use jiff::civil::{Date, Time};
use regex::Regex;
use std::sync::LazyLock;

fn compile(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of this crate compiles")
}

macro_rules! patterns {
    ($($name:ident = $pattern:literal;)*) => {$(static $name: LazyLock<Regex> = LazyLock::new(|| compile($pattern));)*};
}

patterns! {
    PUBLISHED_IN = r"(?i)^\(?(?:(?:this (?:article|story) )?(?:was )?(?:first |originally )?(?:published|appeared|printed)) (?:in|by) (?:the print edition of )?(.{2,60}?),?\s+(?:on |dated )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:the )?\d{0,2}";
    COPYRIGHT = r"(?i)^(?:copyright\b|©|\(c\)\s|all rights reserved)|all rights reserved\.?$";
    COPYRIGHT_OWNER = r"(?i)(?:©|\(c\)|copyright(?: ©| \(c\))?)\s*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?,?\s*)?(?:by\s+)?([\p{L}][\p{L}\d .'’&-]{1,50}?)(?:\s*[.,|]|\s+all rights|\s+(?:19|20)\d\d|$)";
    CREDIT_LINE = r"(?i)^\(?(?:additional |further |contributing )?(?:(?:reporting|writing|written|editing|edited|compiled|translated|translation|research|graphics|photographs?|photos?|video|produced|fact-checked)(?:,? (?:and )?(?:additional )?(?:reporting|writing|editing|translation|research))*) (?:by|from)\b|^[\p{Lu}][\p{L}'’. -]{2,60}(?:,[\p{L}'’. -]{2,60})* contributed (?:to this|reporting)|^[—–-]?\s?[\p{Lu}].{2,160}\bcontributed (?:reporting )?(?:to|from) (?:this (?:report|story|article)|\p{Lu}[\p{L} ]{1,30})\.$|^[(]?mit (?:agenturmaterial|material (?:von|der)|(?:dpa|afp|reuters|apa|sda|ap|epd|kna)\b)[\p{L}/, ]{0,40}[.)]*$|^(?:redaktion|mitarbeit|recherche|faktencheck|übersetzung): \p{Lu}.{2,120}$|^with reports? (?:from|by)\b|^with (?:additional )?(?:reporting (?:by|from)|inputs? from|files from)\b|^\(with (?:agency )?inputs?\b";
    NOTE_LINE = r"(?i)^\(?\[?(?:correction|clarification|correction and clarification|editor[’']?s[’']? note|editors[’']? note|editorial note|author[’']s note|note to readers|update|updated)\b\s?(?:\([^)]{1,40}\)|,? (?:on |of )?[\p{L}]{3,9}\.? \d{1,2}(?:, \d{4})?|,? \d{1,2} [\p{L}]{3,9}(?: \d{4})?)?\s*[:–—-]|^updated? (?:at )?\d.{0,50}\b(?:with|to|after)\b|^\(?\[?(?:this|the|an earlier version of this|a previous version of this) (?:story|article|piece|report|post|page|version|headline)\b.{0,80}\b(?:updated|corrected|amended|clarified|changed to|revised|misstated|misspelled|incorrectly|originally (?:published|appeared)|first (?:published|appeared)|was published)|^an earlier version of this|^\(?\[?this (?:interview|conversation|transcript|discussion|text|article|story|report) (?:has been|was) (?:lightly |slightly )?(?:edited|shortened|condensed|translated|abridged|adapted)|^\(?\[?as part of an? (?:special )?(?:arrangement|partnership|collaboration)";
    PICTURE_CREDIT = r"(?:^|[\s(.\[])((?:(?:FILE|File|file|HANDOUT|Handout) )?(?:PHOTOS?|Photos?|Photographs?|PHOTOGRAPH|Pictures?|PICTURE|Images?|IMAGE|Credits?|CREDIT|Foto|FOTO|Bild|Source|Illustration)(?:\s?(?:credit|Credit|courtesy|Courtesy))?(?:\s?[:/|©]|\s(?:by|BY|courtesy of)\b)\s?[^.!?]{2,80}\)?\.?)$";
    CREDIT_SIGN = r"(?:^|[\s.(])(©\s?[^.!?]{2,80}|\(?(?:[Ff]ot\.|[Pp]ics?:|[Zz]dj\.|[Ff]otos? (?:de|di|av|van)|[Bb]ild(?:er)?:|[Kk]uva:)\s?\p{Lu}[^!?]{2,80})$";
    PAYWALL = r"(?i)^(?:(?:för att|logga in|bli (?:plus-?)?(?:medlem|prenumerant)).{0,60}\bläsa?\b.{0,60}|ten (?:tekst|artykuł) przeczytasz.{0,60}|läs (?:hela|resten av) artikeln.{0,60}|pozostało.{0,30}(?:%|tekstu|artykułu).{0,60}|(?:dalsza część|pełna treść|ciąg dalszy).{0,40}(?:dostępn|prenumerat|subskry).{0,60}|(?:please )?(?:subscribe|sign in|log ?in|sign up|register|join|create (?:a|an|your) (?:free )?account(?: or (?:sign|log) ?in)?|become a (?:member|subscriber)|buy a subscription|start your (?:free )?trial)\b.{0,60}\bto (?:continue|keep|read|unlock|access|view)|(?:to )?(?:continue|keep) reading\b.{0,60}\b(?:subscri|sign|log ?in|register|account|trial|offer)|to (?:read|continue|unlock|access) (?:reading )?(?:the (?:full|rest|whole|entire|complete)|this|more)\b.{0,80}|(?:this|the) (?:article|content|story|page|report|post)\b.{0,30}\b(?:for|to) (?:paid |paying |registered |premium )?(?:subscribers|members)\b.{0,20}|(?:subscribers?|members?)[- ]only (?:content|article|story)|for subscribers(?: only)?|only for subscribers|already (?:a subscriber|have an account|subscribed)\b.{0,40}|you(?:[’']ve| have) (?:reached|read|used)\b.{0,60}\b(?:free|limit|articles)\b.{0,40}|(?:jetzt )?weiterlesen (?:mit|und)\b.{0,60}|(?:um )?(?:diesen|den (?:ganzen|vollständigen)) (?:artikel|text|beitrag)\b.{0,60}\b(?:lesen|weiterlesen|abo)\b.{0,40}|(?:dieser (?:artikel|inhalt|beitrag|text)|exklusiv|nur)\b.{0,30}\b(?:abonnenten|abonnentinnen|plus-mitglieder)\b.{0,30}|(?:cet |l[’'])?(?:article|contenu) (?:est )?(?:réservé|exclusivement)\b.{0,40}\babonnés\b.{0,20}|la suite est réservée\b.{0,30}|この記事は会員限定です.{0,60}|il vous reste\b.{0,30}\bà (?:lire|découvrir)\b.{0,60}|(?:contenido|artículo|noticia) (?:exclusiv[oa]|solo) (?:para )?suscriptores\b.{0,20}|(?:suscríbete|inicia sesión|regístrate) para (?:seguir|continuar|leer)\b.{0,40}|(?:contenuto|articolo) (?:riservato|esclusivo)\b.{0,20}\babbonati\b.{0,20}|(?:denne (?:artikkelen|saken)|artikkelen|artiklen|artikeln)\b.{0,20}\bfor abonnenter\b.{0,20}|(?:logg inn|log ind|logga in) for? (?:å|at|att) (?:lese|læse|läsa)\b.{0,40})[.!?…]*$";
    COMMENT_HEADER = r"(?i)^(?:(?:reader|readers[’']?|user|your|all|latest|recent|view|show|post(?:ed)?|visitor)\s+)*(?:comments?|responses?|replies|reactions|discussion)\s*(?:\(\s*(\d[\d,.]*)\s*\)|[:\s]\s*(\d[\d,.]*))?\s*:?$|^(?:(?:there (?:are|is)|view|show|read|see|all)\s+)*(\d[\d,.]*|no|one)\s+(?:reader |user )?(?:comments?|responses?|replies|thoughts?|reactions)(?:\s+(?:on|to|for|so far|yet)\b.{0,160})?:?$|^(?:leave a (?:comment|reply)|join the (?:discussion|conversation)|what do you think\?|have your say|add a comment|post a comment)[:.]?$";
    COMMENTS_CLOSED = r"(?i)^(?:comments? (?:are|is|have been|section is) (?:now )?closed|commenting (?:is|has been) (?:now )?closed|this (?:thread|discussion) is (?:now )?closed)\b.{0,60}$";
    COMMENT_BOILERPLATE = r"(?i)comments? (?:are|is|will be) (?:moderated|subject|reviewed|published after)|comments? (?:faq|policy|guidelines|rules)|community (?:standards|guidelines)|(?:log ?in|sign ?in|sign up|register|subscribe) to (?:comment|post|leave|reply|join)|(?:must|need to) be (?:logged|signed|registered)|your email address will not be published|required fields are marked|views expressed in (?:the )?comments|be the first to comment|load more comments|(?:show|view|see|read) (?:all|more) comments|sort(?:ed)? by|newest first|oldest first|post a comment|leave a (?:comment|reply)|(?:comments?|opinions?) (?:posted|expressed) (?:here|by readers|below)|this site uses akismet|notify me of|report abuse|commenting rules";
    READ_ALSO_BARE = r"^(?:À lire aussi|Lire aussi|Lee también|Leia também|Leggi anche|Les også|Läs (?:också|även|mer)|Læs også|Lesen Sie auch|Lees ook|Mehr (?:zum Thema|dazu|Themen)|Dieses Thema im Programm|>>)\b?.{0,200}$|^.{0,80}\b(?:lesen Sie|finden Sie|gibt es|erfahren Sie) (?:hier|in unserem Liveblog)[.:]?$";
    RESIDUE_LINE = r"(?i)^(?:(?:direct naar de inhoud|zum inhalt springen|aller au contenu|saltar al contenido|ir al contenido|ir para o conteúdo|hoppa till (?:innehåll|innehållet)|przejdź do treści|vai al contenuto|gå til (?:innhold|indhold)|lees verder onder de advertentie|advertentie|anzeige|publicité|publicidad|pubblicità|annons|annonse|reklama|share|tweet|email|e-mail|register|my account|your account|send|print|reprints|save|like|pin|follow|whats ?app|facebook|twitter|linkedin|reddit|telegram|instagram|pinterest|copy link|link copied!?|bookmark|advertisement|advertising|ad|sponsored|promoted|listen|subscribe|sign up|sign in|log ?in|menu|search|home|skip to (?:main )?content|close|next|previous|back to top|top|read more|read more\.{3}|load more|show more|see more|more|related(?: stories| articles| topics| news| posts)?|recommended(?: for you)?|most (?:read|popular|viewed)|trending|you may (?:also )?like|tags|topics|comments?|post a comment|newsletter|this|on|via|now|a friend|by|with|\d+|shares?|views?|min(?:ute)?s? read|text size|font size|a\+|a-|aa|gift(?: this)? article|listen to this article|photos?|videos?|gallery|en|share this (?:article|story|post|page)|article continues below(?: (?:this )?ad(?:vertisement)?)?|story continues below(?: (?:this )?ad(?:vertisement)?)?|recommend(?:ed)?|reply|report|flag|permalink|(?:e-?mail|print) this (?:article|story|page|post)|about|help|privacy|contact|terms|advertise|cookies|sitemap|site map|(?:about|contact) us|faq)[\s,|/•·:+…-]*)+$";
    READ_ALSO = r"(?i)^[\[(>»•\s-]*(?:read(?: also| more| next| the full| here| about| our)?|also read|see also|related|related story|related stories|related article|watch|watch now|watch here|more on this|more from|more:|don[’']t miss|click here|listen|recommended|must read|you may also like|explained|in pics|in pictures|also watch|also see|mehr zum thema|lesen sie(?: auch| hier| dazu| mehr)?|lesen sie mehr|lire aussi|à lire aussi|lee también|leggi anche|leia (?:também|mais)|läs (?:också|mer|även)|les (?:også|mer)|læs (?:også|mere)|lees ook)\s?[:|>»]";
    SIGN_UP = r"(?i)^(?:sign up (?:for|to|here|now)|subscribe (?:to|now|for)|follow (?:us|@|\S+ on (?:twitter|facebook|x))|download (?:the|our) .{0,40}app|click here (?:to|for)|get (?:our|the) (?:latest|daily|free|best)|join (?:us|our) .{0,40}(?:whatsapp|telegram|newsletter|channel)|want more\b|for (?:more|the latest) .{0,80}(?:follow|visit|subscribe|click|sign up)|have you got (?:a )?(?:news )?(?:story|tip)|got a (?:story|tip)|do you have a story|if you (?:value|enjoyed) .{0,60}(?:subscribe|support|donat)|support (?:our|independent) journalism|enter your email|by signing up|by subscribing|we use cookies|this site is protected by recaptcha|thank you for reading|thanks for reading)";
    LEADS_ON = r"(?i)^(?:auch interessant|das könnte sie auch interessieren|noticias? relacionadas?|artículos? relacionados?|articles? liés|lire aussi|pour aller plus loin|(?:more|most|related|latest|recommended|trending|popular|top)\b.{0,50}|(?:read|up|watch) next|read more.{0,30}|keep reading|see also|further reading|you (?:may|might) (?:also )?(?:like|be interested).{0,20}|also (?:read|in|on|from).{0,30}|editors?[’']?s? (?:picks?|choice)|don[’']t miss.{0,20}|what to read next|from the web|around the web|mehr zum thema|mehr (?:aus|von|zu).{0,40}|das könnte (?:sie|dich) (?:auch )?interessieren|weitere (?:artikel|themen|nachrichten).{0,30}|à lire aussi|sur le même sujet|te puede interesar|lo más (?:leído|visto)|leggi anche|les (?:også|mer)|läs (?:mer|också))[:.]?$";
    BUTTON = r"(?:^|[\s.!?…”’\x22')\]-])(Recommend(?:ed)?|Reply|Report(?: abuse| comment)?|Like[sd]?|Dislike|Share|Flag|Quote|Permalink|Upvote|Downvote|Delete|Edit|Load more|Read more|Show more|Vote (?:up|down))(?:\s?[(:·•|]?\s?[+-]?\d+\)?)?[\s|·•/,-]*$";
    BYLINE = r"^(?:BY|By|by|From our (?:own |special |foreign |staff )?(?:correspondent|reporter)|Posted by|Reported by|Story by|Written by|Words by|WRITTEN BY|Von|Par|Di|Por|Door|Av|Af|Text)[:\s]+(\p{Lu}.{1,160})$";
    BYLINE_ABROAD = r"^(?i:(?:a cura |scritto )?d[ia]|escrito por|por|de|écrit par|par|verfasst von|von|geschreven door|door|tekst(?: og foto)?|skriven av|napisał[a]?|autor)[:\s]+((?:\p{Lu}[\p{L}'’.-]*)(?:\s(?:\p{Lu}[\p{L}'’.-]*|van|de|der|von|da|di|e|og|och|i|y|und|et|en)){1,7})$";
    COMMENTS_HEAD = r"(?i)^(?:(?:alle|all|todos|tous|the)\s+)?(?:les\s+|los\s+|os\s+|die\s+)?(?:\d[\d.,]*\s+)?(?:reader[’']?s?[’']?|leser-?|user-?|nutzer-?|lezers?)?\s*(?:kommentare?|kommentarer|commentaires?|réactions?|réponses?|reacties?|comentarios?|comentários?|comment[io]|opiniones|respuestas|antworten|komentarze|komentáře|komentar|yorum(?:lar)?|комментари(?:и|ев|я|й)|σχόλια|コメント|评论|replies|letters from readers|(?:our )?readers (?:respond|reply|react|write)|(?:join )?(?:the )?(?:discussion|conversation)|your (?:say|views|thoughts|comments)|what (?:our )?(?:readers|others) (?:say|said|think|are saying)|i commenti dei lettori|los comentarios de los lectores|les commentaires des lecteurs|guest ?book|gästebuch)\s*(?:(?:on|to|zu|sur|sobre|a|op|till|til)\b.{1,120}|[(:\[]?\s*\d*\s*[)\]:]?)$";
    DIGEST_HEAD = r"(?i)^(?:(?:the\s+)?(?:recent|latest|newest|top|popular)|neueste|letzte|derniers|últimos|ultimi|senaste|siste|seneste|laatste)\s+(?:reader\s+)?(?:comments?|kommentare?r?|commentaires|comentarios|comentários|commenti|reacties)\s*:?$|^(?:derniers commentaires|comentarios recientes|commentaires récents|commenti recenti|comentários recentes)$";
    REMOVED_COMMENT = r"(?i)^[\[(\s*]*(?:(?:this|the|that)\s+)?(?:user[’']?s?\s+)?(?:comment|post|message|reply|content)\s+(?:(?:has|have)\s+been|was|is|were)?\s*(?:not\s+available|unavailable|deleted|removed|hidden|withdrawn|moderated|blocked|flagged|rejected)\b|^[\[(]?\s*(?:deleted|removed|comment (?:deleted|removed)|message deleted|moderated|deleted by (?:user|author)|removed by (?:a )?(?:moderator|mod|admin|author|staff)|verwijderd|gelöscht|entfernt|supprimé|eliminado)\s*[\])]?\.?$|^(?:this|the) (?:comment|post|message|reply) (?:violat|breach|did not|didn[’']t|does not|doesn[’']t)|^(?:dieser|der) (?:kommentar|beitrag) (?:wurde|ist)\b.{0,80}(?:gelöscht|entfernt|gesperrt)|^(?:ce|le) (?:commentaire|message) a été (?:supprimé|modéré|retiré)|^(?:este |el )?(?:comentario|mensaje) (?:(?:ha sido|fue) )?(?:eliminado|borrado|moderado)\b|^(?:este|o) comentário foi (?:removido|apagado|excluído)|^(?:questo|il) commento è stato (?:rimosso|eliminato|cancellato)|^deze reactie is verwijderd|^(?:den här |denna )?kommentaren? (?:har tagits|är borttagen|er slettet)|^\[?\s*(?:moderators?|the moderators?|staff|admin) (?:has |have )?(?:removed|deleted)\b";
    MODERATORS_NOTE = r"(?i)^[\[(]\s*(?:moderator|mod|admin|editor|ed\.?|moderation|redaktion|die redaktion|anm\. ?d\. ?red\.?|ndlr)\b[^\])]{0,400}[\])]\.?$|^(?:moderator|admin|editor|moderation|staff)[’']?s? (?:note|comment|response|message|edit|warning)\s*[:–—-]|^\[?\s*(?:edited|links? removed|snipped|moderated) by (?:the |a )?(?:moderator|mod|admin|staff|editor)\b";
    EDIT_NOTE = r"(?i)^[\[(]?\s*(?:last edited|last edit|edited|zuletzt (?:bearbeitet|geändert)|dernière modification|última edición|ultima modifica)\b.{0,120}$";
    QUOTE_HEAD = r"(?i)^(?:originally (?:posted|written) by\b.{0,80}|(?:quote|quoting|zitat|cita(?:tion)?|citer|citat)(?: (?:from|of|by|von|de))?\s*:?\s*.{0,60}?:?|.{1,60}?\s(?:wrote|said|says|writes|schrieb|hat geschrieben|a écrit|escribió|ha scritto|schreef|skrev|написал)(?:\s.{0,40})?\s?(?::\s?↑?|↑)|click to expand\b.{0,5}|view post)$";
    IN_REPLY_TO = r"(?i)^[\s@↪⤷→]*(?:in reply to|in response to|reply to|replying to|replied to|responding to|response to|antwort (?:auf|an)|als antwort auf|en réponse à|réponse à|en respuesta a|respuesta a|em resposta a|in risposta a|in antwoord op|reactie op|svar (?:till|til)|w odpowiedzi (?:na|do))\b\s*:?\s*(.{0,80})$";
    NUMBER_MARK = r"^(\d{1,4})[.)]\s+\S";
    WEB_SELF = r"(?:posted|published|available|appears?|appeared|full text|read more|be read|carried) (?:on|at) (?:www\.)?([\p{Lu}][\p{L}\d-]{1,30})\.(?:com|org|net|co|news|tv|in|uk|info)\b";
    REPORTING_SELF = r"\bthat ((?:\p{Lu}[\p{L}\d]*\s?){1,4}) (?:is|has been) reporting\b";
    ARRANGEMENT_SELF = r"(?:arrangement|partnership|collaboration) that ((?:\p{Lu}[\p{L}\d]*\s?){1,4}) (?:has|have|had|entered|came|come|made|signed)\b";
    FIRST_PERSON = r"(?i)\b(?:we|our|us)\b";
    APPEARED_IN = r"(?i)(?:\bthis (?:essay|article|story|report|piece|column|post|interview|review|text)|^.{10,200}?) (?:(?:was|is|has been) )?(?:first |originally )?(?:published|appear(?:s|ed)|printed) (?:in|by) ((?-i:\p{Lu}|the \p{Lu})[^.,;:!?\x22”]{1,50})\.?$";
    PERIODICAL = r"(?i)\b(?:bulletin|newsletter|magazine|newspaper|journal|organ|paper|gazette|weekly|monthly|voice) (?:of|for) |^(?:no|nr|number|issue|vol|volume)\.? ?\d+\b|\bvol\.? ?\d+";
    LABELLED_DAY = r"(?i)\b(?:published|posted|issued|dated|date|datum|fecha|released|release date|date of issue|filed|first published|veröffentlicht|publié|publicado|pubblicato)(?: on| at| le| el| am| il)?\s*[:,]?\s+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:the\s+)?$";
    MORE_COMMENTS = r"(?i)^(?:show|view|see|load|read) (?:all|more|\d+ more)(?: \d+)? comments\b";
    MENU_LINE = r"^(?:Home|HOME|Start|Skip to content|Menu|MENU)(?:[\s|/•·:>»-]+\p{Lu}[\p{L}&'’-]*)+$";
    FILED_UNDER = r"(?i)^(?:filed under|tagged(?: with| as| under)?|posted in|categor(?:y|ies)|tags?|topics?|keywords|labels|section|more (?:on|about))\s*:|^this entry was posted in\b|^(?:printed|published) (?:on|in) (?:page|section) |^a version of this (?:article|story) (?:appears|appeared) in print";
    SLUG = r"^(?:[A-Z]{2,}[A-Z0-9]*(?:[-_/][A-Z0-9][A-Za-z0-9]*)+|[A-Z]{2}--[A-Za-z]+)(?:[ ,.:/]+(?:\d+(?:st|nd|rd|th)?(?: ?(?:Ld|Lead|Take|Add|Writethru|Ledeall).{0,30})?|\(?[A-Z]{2,}\)?|Bjt))*$|^\(?(?i:eds|editors|desks?)\b ?:.{0,200}$|^(?:URGENT|FLASH|BULLETIN|EMBARGOED?|ENDS?|MORE|MF|-30-|-ENDS?-|#{2,}|\(?\d{2,4} words\)?|\(?(?:end|ends|more)\)?)[.:]?$|^\(?\d{2,4} words\)?$";
    MAIL_FIELD = r"^(From|To|Cc|Bcc|Subject|Date|Sent|Reply-To|Return-Path|Delivered-To|Received(?:-SPF)?|Sender|DKIM-Signature|(?:ARC|Authentication|List|MIME|Content|Thread|Feedback|Errors|Auto|X|In-Reply|User)-[A-Za-z-]+|Precedence|References|Importance|Priority|Attachments?|Newsgroups|Organization|Message-I[Dd]):\s*(\S.*)$";
    SOURCE_FIELD = r"(?i)^(?:source|from|via|publication|publisher|outlet|paper|clipped from|taken from|originally (?:from|at|published (?:at|in)))\s*:\s*(\S.*)$";
    TIME_BEFORE = r"(?i)\b\d{1,2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)|\b\d{1,2}[:.]\d{2}(?:\s*(?:uhr|hrs?|h))?\b";
    AGO = r"(?i)(?:(?:about|over|almost)\s+)?\b(?:\d+|an?|one)\s+(?:years?|months?|weeks?|days?|hours?|minutes?|mins?|hrs?)\s+ago\b";
}

/// Words that a line which prints the day may have beside the day itself.
const DATE_LINE_WORDS: &[&str] = &[
    "published",
    "publish",
    "posted",
    "post",
    "updated",
    "update",
    "last",
    "first",
    "modified",
    "on",
    "at",
    "date",
    "dated",
    "time",
    "created",
    "issued",
    "release",
    "released",
    "this",
    "article",
    "story",
    "is",
    "from",
    "was",
    "added",
    "mon",
    "tue",
    "tues",
    "wed",
    "weds",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "am",
    "pm",
    "a",
    "p",
    "m",
    "gmt",
    "utc",
    "est",
    "edt",
    "et",
    "cst",
    "cdt",
    "ct",
    "pst",
    "pdt",
    "pt",
    "mst",
    "mdt",
    "ist",
    "pkt",
    "pst",
    "bst",
    "cet",
    "cest",
    "sgt",
    "hkt",
    "aest",
    "aedt",
    "sast",
    "eat",
    "wat",
    "msk",
    "jst",
    "kst",
    "hrs",
    "hours",
    "min",
    "mins",
    "minute",
    "minutes",
    "read",
    "ago",
    "the",
    "of",
    "by",
    "edition",
    "print",
    "archive",
    "archived",
    "news",
    "report",
    "uhr",
    "stand",
    "veröffentlicht",
    "aktualisiert",
    "am",
    "um",
    "vom",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "publié",
    "le",
    "à",
    "mis",
    "jour",
    "publicado",
    "el",
    "actualizado",
    "pubblicato",
    "il",
    "alle",
    "ore",
    "publicerad",
    "uppdaterad",
    "publisert",
    "oppdatert",
    "kl",
    "h",
    "sist",
    "senast",
    "sidst",
    "endret",
    "ändrad",
    "opdateret",
    "publiceret",
    "geplaatst",
    "gepubliceerd",
    "bijgewerkt",
    "laatst",
    "laatste",
    "om",
    "op",
    "den",
    "klockan",
    "aggiornato",
    "ultimo",
    "ultima",
    "última",
    "aggiornamento",
    "las",
    "atualizado",
    "actualización",
    "em",
    "às",
    "mise",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
    "erstellt",
    "datum",
    "zuletzt",
    "geändert",
    "revised",
    "original",
    "originally",
    "msk",
    "mez",
    "mesz",
    "eet",
    "eest",
    "jst",
    "kst",
    "nzst",
    "nzdt",
    "wib",
    "local",
    "eastern",
    "central",
    "pacific",
    "in",
];

/// A line that prints the day of publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateLine {
    /// The day of publication; `None` where the line only tells of an update, or of a day that can be read two ways.
    pub published: Option<(Date, Option<Time>)>,
}

/// Whether the whole line does nothing but print a day, with its label, its time and how long ago that was.
pub fn date_line(line: &str) -> Option<DateLine> {
    if line.len() > 200 {
        return None;
    }
    let dates = find_dates(line);
    let mut days: Vec<_> = dates.iter().map(|date| date.range.clone()).collect();
    days.extend(find_either(line).into_iter().map(|either| either.range));
    days.first()?;
    days.sort_by_key(|range| range.start);
    let mut rest = String::new();
    let mut from = 0;
    for range in days {
        rest.push_str(line.get(from..range.start).unwrap_or(""));
        rest.push(' ');
        from = range.end;
    }
    rest.push_str(&line[from..]);
    let rest = AGO.replace_all(&rest, " ");
    let rest = TIME_BEFORE.replace_all(&rest, " ").to_lowercase();
    let alien = rest
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !DATE_LINE_WORDS.contains(word))
        .any(|word| word.parse::<u32>().map_or(true, |n| n > 2400));
    // A bare day that opens a sentence has words behind it, and those are alien; nothing else is to be feared.
    if alien {
        return None;
    }
    let mut before = 0;
    let mut published = None;
    for date in &dates {
        let label = line[before..date.range.start].to_lowercase();
        if !says_update(&label) {
            published = Some((date.date, date.time));
            break;
        }
        before = date.range.end;
    }
    Some(DateLine { published })
}

/// Whether words in lower case call the day beside them that of a change, not of publication.
pub fn says_update(label: &str) -> bool {
    [
        "updat",
        "modif",
        "revised",
        "last changed",
        "aktualis",
        "aktualiz",
        "geändert",
        "actualiz",
        "atualiz",
        "aggiorn",
        "mis à jour",
        "mise à jour",
        "bijgewerkt",
        "gewijzigd",
        "uppdat",
        "oppdat",
        "opdater",
        "ändrad",
        "endret",
        "ændret",
        "güncelle",
        "обновл",
    ]
    .iter()
    .any(|word| label.contains(word))
}

/// The day that a line gives behind a label: `Ref. 12/7    Issued 23/10/2013`.
pub fn labelled_day(line: &str) -> Option<Date> {
    if line.chars().count() > 240 {
        return None;
    }
    let dates = find_dates(line);
    let labelled = dates
        .iter()
        .find(|date| LABELLED_DAY.is_match(&line[..date.range.start]))?;
    Some(labelled.date)
}

/// The day in a line that the site's own bits surround: `Tuesday, 3 June 2014 | E-paper`, `3 June 2014 · 40 cents`.
pub fn day_among_bits(line: &str) -> Option<Date> {
    if line.chars().count() > 160
        || !(line.contains(['|', '·', '•', '–', '—', '*']) || line.contains(" / "))
    {
        return None;
    }
    let line = line.replace(" / ", " | ");
    let mut days = line
        .split(['|', '·', '•', '–', '—', '*'])
        .filter_map(|bit| date_line(bit)?.published);
    let (day, _) = days.next()?;
    days.next().is_none().then_some(day)
}

/// What the line says that the article appeared in, without a day: `This essay appears in Lantern.`
pub fn appeared_in(line: &str) -> Option<&str> {
    if line.chars().count() > 600 {
        return None;
    }
    let c = APPEARED_IN.captures(line.trim())?;
    let name = c.get(1)?.as_str().trim();
    let capitals = name
        .split_whitespace()
        .filter(|w| w.chars().next().is_some_and(char::is_lowercase))
        .count();
    (name.split_whitespace().count() <= 6 && capitals <= 2 && find_dates(line).is_empty())
        .then_some(name)
}

/// Whether the line tells that a paper stands here: `Bulletin of the ferrymen`, `No. 14`.
pub fn is_periodical_line(line: &str) -> bool {
    PERIODICAL.is_match(line)
}

/// Whether the line is a site's menu in one row.
pub fn is_menu(line: &str) -> bool {
    line.split_whitespace().count() >= 4 && line.chars().count() < 300 && MENU_LINE.is_match(line)
}

/// Whether the line files the article under something.
pub fn is_filing(line: &str) -> bool {
    line.chars().count() < 300 && FILED_UNDER.is_match(line)
}

/// Whether the line is an agency's own: a slug, a word to editors, a count of words, the end.
pub fn is_slug(line: &str) -> bool {
    line.chars().count() < 240 && SLUG.is_match(line.trim())
}

/// A field of a mail's head, with the bytes of its value.
pub fn mail_field(line: &str) -> Option<(&str, std::ops::Range<usize>)> {
    let c = MAIL_FIELD.captures(line)?;
    Some((c.get(1)?.as_str(), c.get(2)?.range()))
}

/// The value of a line that names where a clipping comes from.
pub fn source_field(line: &str) -> Option<&str> {
    if line.chars().count() > 300 {
        return None;
    }
    let line = line.trim_start_matches(['*', '_', '>', ' ', '(', '[']);
    Some(SOURCE_FIELD.captures(line)?.get(1)?.as_str())
}

/// When a comment was posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Posted {
    /// At a day, perhaps with its time.
    At(Date, Option<Time>),
    /// Counted back from when the page was saved, as printed.
    Relative(String),
}

/// A line with nothing but the time of a comment.
pub fn time_line(line: &str) -> Option<Posted> {
    if line.chars().count() > 80 {
        return None;
    }
    if is_relative_time(line) && line.len() < 40 {
        return Some(Posted::Relative(line.trim().to_owned()));
    }
    let (date, time) = date_line(line)?.published?;
    Some(Posted::At(date, time))
}

/// `Published in OUTLET, DAY.`: the outlet and the day.
pub fn published_in(line: &str) -> Option<(String, Date)> {
    if line.len() > 220 {
        return None;
    }
    let date = find_dates(line).into_iter().next()?;
    let head = &line[..date.range.start];
    let c = PUBLISHED_IN.captures(line)?;
    let outlet_end = c.get(1)?.start();
    let outlet = head.get(outlet_end..)?.trim();
    let outlet = outlet.trim_end_matches(|ch: char| !ch.is_alphanumeric());
    let outlet = outlet
        .strip_suffix(" on")
        .or_else(|| outlet.strip_suffix(" dated"))
        .unwrap_or(outlet);
    let weekday = outlet
        .rsplit([' ', ','])
        .next()
        .is_some_and(|w| w.ends_with("day"));
    let outlet = if weekday {
        outlet.rsplit_once([' ', ',']).map_or("", |(head, _)| head)
    } else {
        outlet
    };
    let outlet = outlet.trim_end_matches(|ch: char| !ch.is_alphanumeric());
    let outlet = outlet.strip_suffix(" on").unwrap_or(outlet);
    let plausible =
        outlet.chars().next().is_some_and(char::is_uppercase) || outlet.starts_with("the ");
    if plausible && outlet.chars().count() <= 60 {
        Some((outlet.to_owned(), date.date))
    } else {
        None
    }
}

/// Whether the line is a claim to rights.
pub fn is_copyright(line: &str) -> bool {
    line.chars().count() < 300 && COPYRIGHT.is_match(line)
}

/// Who claims the rights.
pub fn copyright_owner(line: &str) -> Option<String> {
    let owner = COPYRIGHT_OWNER.captures(line)?[1].trim().to_owned();
    let lower = owner.to_lowercase();
    let generic = [
        "all rights",
        "reserved",
        "the author",
        "this",
        "material",
        "and",
        "notice",
    ]
    .iter()
    .any(|g| lower.starts_with(g));
    if generic || !owner.chars().next().is_some_and(char::is_uppercase) {
        None
    } else {
        Some(owner)
    }
}

/// Whether the line names who else reported, wrote, edited.
pub fn is_credit(line: &str) -> bool {
    line.chars().count() < 500 && CREDIT_LINE.is_match(line)
}

/// Whether the line is a correction, an update or a word on how the article came about.
pub fn is_note(line: &str) -> bool {
    line.chars().count() < 900 && NOTE_LINE.is_match(line.trim_start_matches(['*', '_', '(', '[']))
}

/// Where the credit of a picture starts that ends the line, such as `PHOTO: AGENCY/ FILE`.
pub fn picture_credit(line: &str) -> Option<usize> {
    if line.chars().count() > 600 {
        return None;
    }
    let marked = PICTURE_CREDIT
        .captures(line)
        .or_else(|| CREDIT_SIGN.captures(line));
    let at = marked?.get(1)?.start();
    // The credit begins with the bracket that is open there, or with the name before the word.
    let head = &line[..at];
    match head.rfind(['(', '[']) {
        Some(open) if !head[open..].contains([')', ']']) && at - open <= 40 => Some(open),
        _ => Some(at),
    }
}

/// Whether the line tells that the rest of the article is for those who pay or sign in.
pub fn is_paywall(line: &str) -> bool {
    line.chars().count() < 200 && PAYWALL.is_match(line.trim())
}

/// The head of a comment block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommentHeader {
    /// How many comments it announces.
    pub count: Option<usize>,
}

/// Whether the line is the head of a comment block: `Comments (12)`, `3 responses to …`, `Leave a comment`.
pub fn comment_header(line: &str) -> Option<CommentHeader> {
    if line.chars().count() > 200 {
        return None;
    }
    let c = COMMENT_HEADER.captures(line.trim().trim_start_matches('#').trim_start())?;
    let count = (1..=3).find_map(|k| c.get(k)).and_then(|m| {
        match m.as_str().to_ascii_lowercase().as_str() {
            "no" => Some(0),
            "one" => Some(1),
            digits => digits.replace([',', '.'], "").parse().ok(),
        }
    });
    Some(CommentHeader { count })
}

/// Whether the line is the head of a comment block in one of some languages.
pub fn is_comments_head(line: &str) -> bool {
    line.chars().count() <= 160 && COMMENTS_HEAD.is_match(line.trim())
}

/// Whether the line is the head of a digest of comments from the whole site.
pub fn is_digest_head(line: &str) -> bool {
    line.chars().count() <= 60 && DIGEST_HEAD.is_match(line.trim())
}

/// Whether the line stands in the place of a comment that was removed.
pub fn is_removed_comment(line: &str) -> bool {
    line.chars().count() <= 240 && REMOVED_COMMENT.is_match(line.trim())
}

/// Whether the line is a moderator's word set into a comment.
pub fn is_moderators_note(line: &str) -> bool {
    line.chars().count() <= 500 && MODERATORS_NOTE.is_match(line.trim())
}

/// Whether the line only tells that a comment was changed.
pub fn is_edit_note(line: &str) -> bool {
    line.chars().count() <= 160 && EDIT_NOTE.is_match(line.trim())
}

/// Whether the line over a quotation tells whose words follow.
pub fn is_quote_head(line: &str) -> bool {
    line.chars().count() <= 160 && QUOTE_HEAD.is_match(line.trim())
}

/// The name behind "in reply to", empty where it stands apart.
pub fn in_reply_to(line: &str) -> Option<&str> {
    if line.chars().count() > 120 {
        return None;
    }
    Some(IN_REPLY_TO.captures(line.trim())?.get(1)?.as_str().trim())
}

/// Whether the line says that nobody can comment any more.
pub fn is_comments_closed(line: &str) -> bool {
    COMMENTS_CLOSED.is_match(line.trim())
}

/// Whether the line is the site's own word in a comment block.
pub fn is_comment_boilerplate(line: &str) -> bool {
    line.chars().count() < 300 && COMMENT_BOILERPLATE.is_match(line)
}

/// Whether the line leads to comments that the page does not show.
pub fn is_more_comments(line: &str) -> bool {
    MORE_COMMENTS.is_match(line)
}

/// Whether the line is a clock's time alone.
pub fn is_clock(line: &str) -> bool {
    line.len() <= 12
        && TIME_BEFORE
            .find(line)
            .is_some_and(|found| found.start() == 0 && found.end() == line.trim_end().len())
}

/// Whether the line holds nothing but buttons, counts, menus or signs.
pub fn is_residue(line: &str) -> bool {
    let n_letters = line.chars().filter(|c| c.is_alphabetic()).count();
    n_letters == 0 || line.chars().count() < 120 && RESIDUE_LINE.is_match(line.trim())
}

/// Whether the line leads to another article or to a subscription.
pub fn is_promotion(line: &str) -> bool {
    if line.chars().count() < 220 && READ_ALSO_BARE.is_match(line) {
        return true;
    }
    line.chars().count() < 300 && (READ_ALSO.is_match(line) || SIGN_UP.is_match(line))
}

/// Whether a heading opens a list of other articles.
pub fn leads_on(heading: &str) -> bool {
    heading.chars().count() < 80 && LEADS_ON.is_match(heading)
}

/// Where the page's buttons start that are stuck to the end of a comment; the length where there are none.
///
/// A button word counts after the end of a sentence or on a line of its own; `Recommend` and `Reply`, which
/// hardly end a sentence in capitals, also after a blank.
pub fn without_buttons(comment: &str) -> usize {
    let mut end = comment.trim_end().len();
    loop {
        let Some(word) = BUTTON.captures(&comment[..end]).and_then(|c| c.get(1)) else {
            return end;
        };
        let before = &comment[..word.start()];
        let trimmed = before.trim_end();
        let apart = trimmed.is_empty()
            || before.ends_with('\n')
            || before[trimmed.len()..].contains('\n')
            || before.ends_with("  ")
            || trimmed.ends_with(['.', '!', '?', '…', '”', '"', ')', '’', '\'', '|', '·', '•']);
        let telling = matches!(word.as_str(), "Recommend" | "Reply" | "Permalink")
            && before.len() > trimmed.len();
        if !apart && !telling {
            return end;
        }
        end = trimmed.trim_end_matches(['|', '·', '•']).trim_end().len();
    }
}

/// A line up to the day that it prints, where little stands behind it: `By Ann Lee on 3 June 2014 in News`.
fn before_day(line: &str) -> &str {
    static JOINT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)[\s,|·•–—/(-]*(?:(?:on|the|il|am|le|el|den|op|dnia|em|\p{L}{3,10}day|published|posted)[\s,:]*)*$",
        )
        .expect("a pattern of this crate compiles")
    });
    let dates = find_dates(line);
    let (Some(first), Some(last)) = (dates.first(), dates.last()) else {
        return line;
    };
    let behind = &line[last.range.end..];
    if behind.chars().count() > 60 || ends_sentence(behind) {
        return line;
    }
    let head = &line[..first.day_range.start];
    JOINT
        .find(head)
        .map_or(head, |joint| &head[..joint.start()])
}

/// The names behind `By`, without the day that may follow them.
pub fn byline_words(line: &str) -> Option<&str> {
    if line.chars().count() > 170 {
        return None;
    }
    let line = before_day(line.trim());
    let found = BYLINE
        .captures(line)
        .or_else(|| BYLINE_ABROAD.captures(line))?;
    let names = found.get(1)?.as_str();
    // A sentence may begin with "By".
    let n_words = names.split_whitespace().count();
    let sentence = names.ends_with('.') && n_words > 5 || n_words > 14;
    let lower = names
        .split_whitespace()
        .filter(|w| w.chars().next().is_some_and(char::is_lowercase))
        .count();
    if sentence || lower * 2 > n_words {
        None
    } else {
        Some(names)
    }
}

/// The number that opens a numbered line, with the bytes of the mark.
pub fn number_mark(line: &str) -> Option<(u32, usize)> {
    let c = NUMBER_MARK.captures(line)?;
    let n = c[1].parse().ok()?;
    Some((
        n,
        c[0].len() - c[0].chars().next_back().map_or(0, char::len_utf8),
    ))
}

/// Bytes of a bullet and the blanks behind it, where the line opens with one.
pub fn bullet_mark(line: &str) -> Option<usize> {
    let bullet = line
        .chars()
        .next()
        .filter(|c| "•*-–—◦▪‣·●○■□►▶".contains(*c))?;
    let rest = &line[bullet.len_utf8()..];
    let gap = rest.len() - rest.trim_start().len();
    if gap == 0 || rest.trim().is_empty() {
        None
    } else {
        Some(bullet.len_utf8() + gap)
    }
}

/// The outlet that the words of an article name as themselves, in the first person.
pub fn self_named_outlet(paragraph: &str) -> Option<String> {
    if let Some(c) = REPORTING_SELF
        .captures(paragraph)
        .or_else(|| ARRANGEMENT_SELF.captures(paragraph))
    {
        return Some(c[1].trim().to_owned());
    }
    if FIRST_PERSON.is_match(paragraph) {
        WEB_SELF.captures(paragraph).map(|c| c[1].to_owned())
    } else {
        None
    }
}

/// Whether running text ends here: the last sign but for quotes and brackets ends a sentence.
pub fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches([
        '"', '”', '’', '\'', ')', ']', '»', '“', '*', '_', ' ', '\u{a0}',
    ])
    .ends_with(['.', '!', '?', '…', ':', ';', '。', '！', '？', '।', '؟'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_date_line_holds_nothing_else() {
        let yes = [
            "Published: June 3, 2014",
            "June 3, 2014 / 7:18 AM / 8 years ago",
            "This Article is From Jun 03, 2014",
            "Posted on Tuesday, June 3rd, 2014 at 10:15 pm",
            "3 June 2014 | 5 min read",
            "Updated: June 5, 2014 Published: June 3, 2014",
            "First published on 3 June 2014 10.20 BST",
        ];
        for line in yes {
            let found = date_line(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(
                found.published.map(|(d, _)| d),
                Some(date(2014, 6, 3)),
                "{line}"
            );
        }
        assert_eq!(
            date_line("Last updated June 5, 2014"),
            Some(DateLine { published: None })
        );
        for line in [
            "On June 3, 2014 the bridge fell.",
            "June 3",
            "Published in The Alder Post, June 3, 2014.",
            "Published: yesterday",
        ] {
            assert_eq!(date_line(line), None, "{line}");
        }
    }

    #[test]
    fn outlet_and_day_of_a_printed_footer() {
        let outlet = |line| published_in(line).map(|(outlet, _)| outlet);
        assert_eq!(
            outlet("Published in The Alder Post, June 3rd, 2014."),
            Some("The Alder Post".into())
        );
        assert_eq!(
            outlet("Published in Alder Post, Tuesday, June 3rd, 2014"),
            Some("Alder Post".into())
        );
        assert_eq!(
            outlet("First published in the Alder Post on 3 June 2014"),
            Some("the Alder Post".into())
        );
        assert_eq!(outlet("The list published in June 3, 2014 was wrong"), None);
        assert_eq!(outlet("Published: June 3, 2014"), None);
    }

    #[test]
    fn heads_of_comment_blocks() {
        let cases = [
            ("Reader Comments (30)", Some(Some(30))),
            ("COMMENTS (6)", Some(Some(6))),
            ("2 comments", Some(Some(2))),
            ("Comments: 1,204", Some(Some(1204))),
            ("No comments yet", Some(Some(0))),
            ("3 Responses to “Bridge falls”", Some(Some(3))),
            ("Leave a comment", Some(None)),
            ("Comments", Some(None)),
            ("Comments by the minister angered the union", None),
            ("The comments came late", None),
            ("3 comments by the minister", None),
        ];
        for (line, expected) in cases {
            assert_eq!(comment_header(line).map(|h| h.count), expected, "{line}");
        }
    }

    #[test]
    fn cuts_buttons_and_leaves_words() {
        for (comment, kept) in [
            ("They will be there. Recommend", "They will be there."),
            ("We are cowards.Recommend", "We are cowards."),
            ("So it goes\nReply\nLike 3", "So it goes"),
            ("Good point Reply", "Good point"),
            ("I recommend", "I recommend"),
            ("Where is the Report", "Where is the Report"),
            ("A fine idea that I Like", "A fine idea that I Like"),
            ("Why? Report Reply", "Why?"),
            ("Why? | Reply | Report", "Why?"),
        ] {
            assert_eq!(&comment[..without_buttons(comment)], kept, "{comment}");
        }
    }

    #[test]
    fn other_lines() {
        assert!(is_credit(
            "Additional reporting by Ann Lee in Port Alder; Writing by Bo Ek; Editing by Cy Du"
        ));
        assert!(is_credit("Ann Lee contributed to this report."));
        assert!(!is_credit("Reporting the news is hard, she said."));
        assert!(is_note(
            "Correction: an earlier headline gave the wrong day."
        ));
        assert!(is_note(
            "(As part of a special arrangement with the archive, we print the letters.)"
        ));
        assert!(is_note(
            "This article was amended on 3 June 2014 to correct a name."
        ));
        assert!(!is_note("The correction of the course came late."));
        assert!(is_residue("0 : 0") && is_residue("Share Tweet Email") && is_residue("."));
        assert!(!is_residue("Share prices fell"));
        assert!(
            is_promotion("Read more: Bridge falls into river")
                && !is_promotion("Read more books, she said, and be free.")
        );
        assert_eq!(
            byline_words("By Ann Lee and Bo Ek"),
            Some("Ann Lee and Bo Ek")
        );
        assert_eq!(
            byline_words("By Monday the river had risen over the lower quays of the town."),
            None
        );
        assert_eq!(
            picture_credit("The bridge on Monday. PHOTO: NORWIRE/ FILE"),
            Some(22)
        );
        assert_eq!(
            picture_credit("She took a photo by the river and went home. It rained."),
            None
        );
        assert_eq!(
            copyright_owner("© 2017 Alder Post. All rights reserved."),
            Some("Alder Post".into())
        );
        assert_eq!(
            copyright_owner("Copyright 2017. All rights reserved."),
            None
        );
        assert_eq!(
            self_named_outlet("papers that Alder Post is reporting on"),
            Some("Alder Post".into())
        );
        assert_eq!(
            self_named_outlet("We have posted on AlderPost.com what we know."),
            Some("AlderPost".into())
        );
        assert_eq!(
            self_named_outlet("The video was posted on AlderPost.com."),
            None
        );
        assert_eq!(number_mark("12. Words"), Some((12, 4)));
        assert_eq!(number_mark("12.5 percent"), None);
        assert_eq!(bullet_mark("• Ann"), Some("• ".len()));
        assert_eq!(bullet_mark("-5 degrees"), None);
    }
}
