"""Stems of English news by the sentences that have them: half, a quarter ..."""

from typing import Final

# Printed by benchmarks/common_words.py over 132,514 sentences.
BANDS: Final = (
    """
    the
    """,
    """
    and in of that to
    """,
    """
    as for he is it on said was with
    """,
    """
    an are at be been but by from govern had has have his more mr not peopl stat their they this
    we who will year
    """,
    """
    about after all also call can china countr elect first hong if into its kong last lead like
    many new no now one or other out over part polic political president right she so some than
    ther time trump up us were what when which work would you
    """,
    """
    accord against american any back becaus befor being between bill both campaign central chang
    chines city come compan could court day democrac develop did direct do during economic even
    forc foreign form found group help her here high him hous how includ international issu just
    law long made major make may meet memb militar mill minist month most move much my national
    need news obama offic official only opposit our percent plan power public real recent report
    republican say says secur should show sinc still such support system take them then thes
    think thos through told under unit very vote want way week well wher whil world
    """,
    """
    accus acros action added administr agenc ago agre al allow alread among announc anoth appear
    area argu around arrest asked attack authorit bank based becom beij believ bett build busi
    came candidat care case cent challeng charg chief children citizen civil claim clear clos
    committe concern congres continu control council creat current dail days deal decad decis
    demand democrat democratic depart different does don down each earl econom effort end europ
    european ever executiv expect face fact fami far federal few fight financial find follow
    free frida full fund futur general german get give global go going good great hand happen
    hard head health held histor hold home howev human important increas inform institut inter
    interview invest involv justic keep kill know known larg later least leav led left legal
    less level life littl live local look making man manag march market me mean media might
    monda mone ms must name nation near never next north numb occup off offer often old once
    open order organ outsid own parlia pass past plac play point politic post prim problem
    proces program project prot protect protest provid put quest rais re read reform region
    relat releas remain result return role rule russia russian same saying school second
    secretar see seem senat serv servic set several shar side sign small social societ south
    speak stand start step stor street strong student talk term thing though thursda toda too
    took top trad tuesda turn union univers use used view visit voter war washington wednesda
    western wheth whit why without women yet york young your
    """,
    """
    able abus accept acces account achiev act activist actual adding advanc advis advocat affair
    africa african again air alleg alli almost along although alwa am america analyst anti anyth
    appeal appoint approach army articl asia attempt attend auth away basic becam began begin
    behind benefit best big bigg black block board bomb book bord break bring britain british
    broad brought budget camp cannot capital carr caus centur certain chairman chanc clas
    clinton co coalit colleg com coming comment commiss commit common commun communist condit
    conduct conferenc confirm conflict connect conservativ consider constitut constitutional
    contribut cooper corrupt cost count cours cover crim criminal crisi critic critical crowd
    cultur data de dead death debat decemb decid declar declin deep defend defens demonstrat
    deput describ despit detail determin didn difficult discuss district docu doesn doing donald
    done dozen driv drug earli east edit educ egypt electoral emerg energ enforc enough ensur
    enter especial establish eu event everyon evidenc exampl exchang experienc expert explain
    express facebook fail fair fall fath fear februar feel figur film final financ fire firm
    focu food forward franc freedom french friend front furth gain game gave given goal got
    ground grow growth half having hear himself hope hour hundr idea illegal immigr immigrant
    improv independenc independent individual industr influenc instead intelligenc investig
    investigat iraq islamic islamist israel itself januar job jobs john join journalist judg
    june key kind korea lack land late latest launch lawmak laws lawy leadership learn legisl
    legislativ let lett liberal limit line list living london lost lot love low main mainland
    maintain mark matt measur men messag met middl mind ministr miss model moment morn moscow
    muslim negoti network newspap night noth oil onlin oper opin oppos organiz page park
    particular partn pay peac person personal politician poll poor popul popular posit possibl
    potential prepar pres present presidential pressur prevent previou pric principl prison
    privat pro produc product profess promis promot propos proposal prosecut provinc publish
    push putin quick race radical rate rath reach reason receiv record reduc refer referendum
    reflect refuge refus reject relationship religiou repeat represent representativ requir
    research resident respect respond respons review risk road ruling run runn saturda seat sect
    seek seen self send seni sens sent seriou sess settl short significant similar site situ
    someth soon sourc special speech spend spent spokesman staf stag standard stay stop strateg
    strik struggl stud suffrag suggest sunda suprem sure syria syrian taken taking target tax
    teach team technolog televis tell tens test themselv third thought thousand threat togeth
    total toward town train travel treat tried try trying turke twit uk ukrain understand
    universal until using valu ve vice victor video violenc voic voting walk wall warn watch
    water ways went west whos wide win within won word worr writ wrot xi
    """,
    """
    abil abov abroad acknowledg activ activit addit additional addres address admit adopt affect
    afghan afghanistan afternoon age agenda agent ahead aid aide aimed airport allianc alon
    ambassad amend amid amount anger annual answ anyon apart apparent appl approv approval april
    arab armed arriv art artist asian ask assad assault assemb asset associ associat attent
    attorne attract audienc august author availabl averag avoid award bad balanc ballot ban bann
    barack base basi battl bbc berlin beyond blam blood body born brand brazil brexit brief
    broadcast brok broth brotherhood built bush business buy cabinet california car cast ce
    celebrat check child choic choos christian church citi civilian clash clean climat club cnn
    collaps colleagu collect command commercial commission communic compar competit complain
    complaint complet complex compromis condemn confidenc confront congressional consequenc
    consid construct consult consum contact contain contract controll convers convict convinc
    core coup coupl coverag crackdown credit criticism criticiz crucial cuba cultural custom cut
    damag dangerou date daught david debt defeat defin degre deliver demonstr deni design detain
    dialogu died differenc diplomat diplomatic discus disput divid divis dollar domestic dominat
    donat donor door doubl doubt dr draft draw dream drop due dw earn easi eastern effect
    effectiv effective egyptian eith el elit else email emergenc employ employe encourag ended
    engag english entir environ environmental equal era erdogan essential estimat ethnic euro
    eventual everyth exact examin exercis exist expand export extend faced facing failur famil
    farm fast favor featur fell fellow felt femal field fill flag flight florida flow focus
    formal forum frequent fundamental gas gather gener georg gett girl giving goes gone googl
    governanc grant greec greek green guarante guard hall handl happ headquart heard heart heav
    highlight historical hit hk hospital host hotel huge husband ident identif imag immediate
    impact implement impos incident incom inde india indicat industrial infrastructur initial
    initiativ injur insid insist inspir insuranc intend intent interest internal internet
    introduc invit iran ireland isil isis island isn israeli jail jame japan japanes jazeera
    jewish jinp joint july kept kerr kim king knew korean labor languag large leagu lee
    legislatur leung li libya light link lived ll locat lose loss lower manufactur marriag
    martin mass material mayor meant meanwhil medical merkel mexico michael migrant mile
    militant minor minut missil moderat modern moham morsi moth moved movi moving mrs murd
    museum music myanmar named natur natural necessar negotiat neighborhood neith nomin nominat
    non nor normal northern note noted novemb nuclear observ octob ones operat opponent opportun
    opportunit option original oust outcom overall oversea owned owner packag paid paint
    pakistan palestinian pan paper parent pari parliamentar participat partnership path paul
    payment peaceful per perform performanc perhap period phon photo photograph pick pictur
    plant platform pledg port positiv povert powerful practic prais presidenc press previous
    primar prior probab professional progres prominent prompt propert prospect prov pull pursu
    qual quart question quit quot radio raid rall rang rank rare react realiz rebel recall
    recogniz red regard regim regional regul regular remark remov replac republic requ reserv
    resign resourc responsibil responsibl rest restor restrict retir reveal revolut rich rise
    rising rival robert roll room root round ruled safe safet sale san sanct sar saudi saw scal
    scandal scen schedul scholar scienc scotland sea search season secret seiz select sell
    sentenc separat septemb seri sex shift shoot shop shot shown signal simp singl slow soldi
    solut someon sometim son sort sought sound southern soviet spac spain specific spok sport
    spread spring squar st stabil star statu stock strategic strengthen structur styl subject
    succes successful suffer sugg summ suppos surpris surround surviv suspect tabl taiwan task
    tass territor terrorism terrorist texa thank therefor threaten throughout ties tough tourist
    track traditional transform transit transport trial trip troop troubl true trust truth
    turkish tv tweet type ultimate un undermin upon urged user usual variou vast vehicl vers
    veteran victim villag violat violent voted wait wasn wealth weapon wear websit weekend
    welcom whol whom wife wild wing winn wish woman worth wound written wrong yes youth zone
    """,
    """
    abandon abc abdullah abe abort absolute academ academic acting actor acts ad add
    administrativ admir adult advantag advertis advic advocac affiliat afford afp afraid
    aggressiv aim aims aircraft alarm ali ally alongsid alternativ ambit amnest analysi ancient
    andrew angel angela angr animal anniversar anonym appearanc applic appropriat arabia aren
    arms arrang arts asid asking aspect aspir assert assess assistanc assistant assum asylum
    athen attitud aug aung auster australia australian authoritarian autonom awar baby
    background bailout band bangkok bar bare barr barri bay beach bear beat beautiful begun
    behalf behavi belief belong below belt ben besid bid bilateral billionair birth bit bloc
    blog blow blue boat bodi bond boom boost bought box boy boycot branch bridg broken brooklyn
    brown brussel brutal buddhist bureau burn bus buying cairo calm camera canada canc cancel
    capac capitol captur card careful carolina carry cars cash catch caught ceas celebr cell
    centr ceremon chain chair chamb champ chan chancell channel chao charact charl chart
    chemical chen chicago chinadai chosen chri chun circl circumstanc cited citing citizenship
    civic client close cloth cn coal coast cold collectiv colonial color combat combin commentat
    commerc communit compet competitiv complete complicat comprehensiv comput concept concert
    conclud conclus concret confident confus consensu consistent constant contemporar contend
    content context continent contrast controvers controversial convent cook coordinat corn
    corpor corporat correct couldn counsel counterpart cpc crack crash creativ crew crimea cros
    cross cuban cuomo cup currenc cuts cutt dalai danc dang dark davi dec deepen dela deleg
    deliv denounc deny depend deploy deport deserv desir destin destroy detent devic dictat
    dictatorship die digg digital dinn disagre disappoint disast disclos disclosur discover
    discrimin diseas dismiss disobedienc displa disrupt dissent dissident distanc distribut
    divers doct documentar drawn drew drink driven dron dublin dutch duty eager earth easy echo
    economist edge editorial educat elder electric electronic element eliminat elsewher embass
    embrac emotional emphasiz empt enabl enact ending endors enem england enhanc enjo enjoy
    enormou enterpris entire entr episod equip escalat escap estat ethic everybod except excit
    execut exhibit exil exit expans expens exploit explor expos expres extent extra extrem
    extreme extremist eye eyes facilit factor faith fake fals familiar famou fans fash favorit
    fbi feb fed feder feet fenc festival fewer fifth file filed fine finish fired fiscal fish
    fled flood floor flyn foot football fought fourth fox framework francisco frank fraud fresh
    frustr fuel fulfill funct gang gap garda gay gdp gend generat genuin gets giant god gold gop
    gov grab gradual graduat grand grav grew grown guest guid guilt gun guy hack hair halt
    handov hang harm harsh hate haven headlin heat heavi helicopt hero herself hill hillar
    historian historic hksar holida homeland honest honor hoped hoping hostil household http
    huffington humanitarian hung hunt hurt ideal ideolog ideological ignor ii ill imagin
    immediat impl import importanc impossibl impress imprison index indian indict indonesia
    indonesian influential initiat innov inquir inspect install instanc instruct integr
    intellectual intens interferenc interi interpret intervent iraqi irish islam ital italian
    item jackson jan jean jerse jews joke jong jordan joseph journal journe jr judicial judiciar
    jump justif karzai kenned kenya kick kids kiev kingdom knowledg kremlin kurdish kyi label
    labour laid latin lavrov lawsuit le leak lean leftist legac legco legislat legitimac
    legitimat lend length lesson libert librar licens lies lift linkedin listen liu livelihood
    loan lock longtim lord los losing machin magazin mail mainstream maker malaysia male mandat
    mandela manhattan mann marin marr massiv mast match mayb mechanism membership memor ment
    mental mention mere method mexican mid mike militia minorit mistak mobil monarch monetar
    monit mood moral mosqu mosul motion motiv motivat mount mountain mubarak multipl mutual
    myself narrow nationalist nationwid nato nazi nearb necessari negativ neighb neighbor
    netanyahu netherland newl nigeria nobod nomine none nonprofit notic noting notion nov novel
    npcsc numerou nune obamacar object objectiv oblig obtain obviou obvious occas occur offensiv
    older olympic ongo onto ordinar organis otherwis outlet outlin outrag overhaul overse
    overturn overwhelm pacific pack pain palac panel parad particip participant passeng patient
    paying pen penalt penc pens perfect permanent permit personnel perspectiv persuad peter
    petit philippin physical pic piec pleas plot pollut populist pose possib possibil practical
    pray pre predecess predict presenc preserv pret privac priz prob procedur profil profit
    progressiv prohibit prop propaganda prosper proud provis punish purchas purpos putt qaeda
    queen quiet racial rail ran rapid rating recommend recover recruit referenc regardles
    register regulat relativ relative relevant relig rely rememb remind renew rep repeal repl
    reput rescu residenc resist resistanc resolut resolv resort restaurant retail retain reut
    revenu revers revolutionar rhetoric rice richard riot river rock rose rough rout royal rt
    rubio runs rural rush rutt ryan sand sat save scar schem scientist scor scot scottish screen
    secular seeing sees sen sensitiv senti sept serious sett sever sexual shadow shak sham
    shanghai shap sharehold sharp ship shirt shock shout shut shutdown signatur silenc simpl
    sing singapor sisi sist sit sitt size skill slid slight slogan smil smith snowden socc
    socialist soft sold solidar solv song sovereignt spanish speed spic spirit split spoken
    spokeswoman spot stabl stak stanc statistic steel stick ston stood storm strain strang
    strength stress stretch strict strip struck stumbl submit subsequent substantial succe
    success sudden suicid suit summit sun sunni super supervis supp surfac surg surve
    surveillanc suspend sustain sustainabl suu sweep symbol syriza tackl tactic tai takeov
    talent taliban tall tank taxe tea tear tech technical teenag telephon temporar tend terr
    testif testimon text thai thailand theat theor thoma throw thus tibet tight tillerson titl
    tom tone tool topic tortur touch tour tower tradit traffic traffick transf transparenc
    treasur tree trend trigger truck trul tsipra tunisia turnout twic typical ukrainian unabl
    uncertaint unclear understood undocument unemploy uniqu universit unles unlik unlike
    unprecedent unrest unusual updat upris urban uses valle veto via viol virtual visa vision
    vital vladimir volunte vowed vulnerabl wage wake wale wang warm wast wave weak weath web
    welfar whatev whatsap widespread william wind window wint wiretap wisconsin witness wond
    wong worldwid wors worst wouldn yemen yesterda ying yu yuan zhang
    """,
)
