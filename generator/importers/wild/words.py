"""General vocabulary of lists: words on links in many languages, names of sections, and hosts."""

import re
import unicodedata

from generator.importers import labels


def split(words: str) -> list[str]:
    """Return the words of a text: long vocabularies read better as text than as lists."""
    return words.split()


_LABELS = {
    "paper": "paper papers pdf arxiv ar5iv openreview preprint acl cvf abs html fulltext doi link2paper ieee"
    " acm springer"
    " elsevier biorxiv medrxiv ssrn hal manuscript abstract publication pubmed thesis 论文 论文链接 论文地址"
    " 原文 文章 文献"
    " 論文 论文原文 論文リンク 논문 artigo artículo articulo papier artikel статья ссылка-на-статью журнал"
    " bài-báo makale"
    " publicación nature science arxiv.org",
    "code": "code codes github git gitlab gitee repo repos repository source implementation implementations"
    " pytorch torch"
    " tensorflow tf tf2 jax flax keras caffe theano matlab mxnet paddle paddlepaddle mindspore chainer python"
    " lua c++ cpp"
    " julia scala official author authors original software toolbox library 代码 官方代码 源码 源代码 开源代码"
    " 代码链接"
    " コード 実装 코드 código codigo quellcode код mã-nguồn kod codice",
    "unofficial": "unofficial third-party thirdparty reimplementation re-implementation reimplement reproduction"
    " community 非官方 复现 非公式 비공식 replication",
    "project": "project page homepage home website web site webpage projectpage docs documentation doc 项目"
    " 主页 项目主页"
    " 官网 项目地址 网站 プロジェクト 프로젝트 proyecto projet projekt проект página site-web 文档",
    "model": "model models weights weight checkpoint checkpoints ckpt huggingface hf modelscope pretrained 模型"
    " 权重 重み"
    " 모델 modelo модель",
    "data": "data dataset datasets benchmark benchmarks corpus 数据 数据集 データ データセット 데이터셋 데이터"
    " datos dados"
    " daten данные",
    "demo": "demo demos colab notebook playground space spaces app gradio replicate 演示 示例 デモ 데모",
    "blog": "blog blogs post article tweet twitter reddit medium thread zhihu news 博客 解读 知乎 中文解读"
    " ブログ 블로그"
    " explanation writeup блог billet",
    "none": "slides slide video videos youtube poster talk presentation bib bibtex cite citation supp supplementary"
    " supplement supplemental appendix material materials review reviews appendices notes note summary bilibili"
    " 视频 幻灯片"
    " 笔记 引用 动画 スライド 動画 비디오 vídeo видео erratum press wechat 公众号 audio podcast license issue"
    " issues leaderboard"
    " scholar semantic-scholar pwc paperswithcode dblp 讲解",
    "any": "link url here click 链接 地址 link1 リンク 링크 enlace lien ссылка 下载 download read view online"
    " available web",
    "filler": "the a for to of and on with in our full text version  v1 v2 original new from by"
    " more main"
    " open access file based via",
}
WORDS = {word: kind for kind, words in _LABELS.items() for word in words.replace("&", " ").split()}
_ORDER = ("unofficial", "none", "code", "demo", "data", "model", "blog", "project", "paper", "any")

# What a heading says about the things below it.
_SECTIONS = {
    "out": "contents content toc目录 catalogue catalog 目录 目錄 index news updates update changelog changes"
    " what's-new latest"
    " 更新 新闻 动态 contributing contribution contribute contributors contributor 贡献 license licence 许可"
    " acknowledgement"
    " acknowledgements acknowledgments acknowledgment 致谢 citation citing cite citations bibtex 引用"
    " star-history stars"
    " star contact 联系 maintainers sponsors sponsor todo roadmap disclaimer faq announcement announcements"
    " how-to-contribute changelogs noticias novedades actualités neuigkeiten новости ニュース お知らせ 소식"
    " atualizações star-trend contributing-guidelines contribution-guidelines"
    " 貢献 目次 더보기 legend abbreviations 更新日志 最近更新",
    "tools": "tool tools toolkit toolkits toolbox toolboxes library libraries framework frameworks software"
    " softwares package"
    " packages open-source implementations repositories repos codebase codebases engines platforms projects"
    " simulators"
    " 工具 框架 软件 开源项目 库 ツール ライブラリ フレームワーク 도구 라이브러리 herramientas outils werkzeuge"
    " 工具包 工具库"
    " 开源工具 applications apps code",
    "posts": "blog blogs post posts article articles tutorial tutorials course courses lecture lectures video"
    " videos talk"
    " talks book books workshop workshops resource resources link links related-lists awesome-lists other-lists"
    " people"
    " researchers groups labs community communities newsletter newsletters podcast podcasts event events competition"
    " competitions challenge challenges conference conferences job jobs slides material materials reading"
    " readings guides"
    " 博客 教程 课程 视频 书籍 资源 文章 讲座 比赛 相关资源 ブログ チュートリアル 講座 블로그 강의 튜토리얼"
    " blogs-and-tutorials recursos"
    " leaderboard leaderboards misc-links",
    "data": "dataset datasets data benchmark benchmarks corpora corpus 数据集 数据 データセット 데이터셋 models"
    " checkpoints weights"
    " 模型",
}
SECTIONS = {word: kind for kind, words in _SECTIONS.items() for word in words.split()}
_IDLE = frozenset(
    split(
        "and & or the of a an other others some more useful helpful awesome related great good my our for to on"
        " in with this"
        " related works list lists 和 与 及 other-resources open source public popular recommended external"
        " additional general"
        " survey-repo existing common online relevant"
    )
)
PROSE = frozenset(
    split(
        "this we our please is are see you your if will was has have been can should here it i these those"
        " there find welcome"
        " thanks thank feel contains provides maintained"
    )
)
POST_HOSTS = split(
    "medium.com substack.com towardsdatascience.com zhihu.com weixin.qq.com youtube.com youtu.be bilibili.com"
    " twitter.com"
    " x.com linkedin.com reddit.com dev.to csdn.net juejin.cn jianshu.com hackernoon.com wordpress.com blogspot.com"
    " coursera.org udemy.com edx.org udacity.com fast.ai lilianweng.github.io jalammar.github.io colah.github.io"
    " qiita.com cnblogs.com slideshare.net vimeo.com news.ycombinator.com telegram.me t.me discord.gg discord.com"
    " slack.com amazon.com wikipedia.org kaggle.com quora.com stackoverflow.com facebook.com podcasts.apple.com"
    " open.spotify.com karpathy.ai huyenchip.com ruder.io meetup.com eventbrite.com oreilly.com manning.com"
)
PAPER_HOSTS = split(
    "arxiv.org ar5iv.org openreview.net aclanthology.org aclweb.org mlr.press neurips.cc nips.cc thecvf.com"
    " acm.org ieee.org"
    " usenix.org mlsys.org jmlr.org aaai.org doi.org springer.com sciencedirect.com nature.com science.org"
    " sciencemag.org"
    " biorxiv.org medrxiv.org chemrxiv.org pnas.org cell.com wiley.com tandfonline.com mdpi.com frontiersin.org"
    " plos.org"
    " semanticscholar.org ssrn.com researchgate.net ijcai.org roboticsproceedings.org isca-speech.org"
    " isca-archive.org"
    " ecva.net iacr.org oup.com vldb.org osf.io hal.science archives-ouvertes.fr ncbi.nlm.nih.gov pubmed.gov"
    " ceur-ws.org"
    " elsevier.com sagepub.com royalsocietypublishing.org aps.org iop.org rsc.org acs.org ojs.aaai.org direct.mit.edu"
    " mitpressjournals.org transacl.org computer.org ieeecomputersociety.org techrxiv.org alphaxiv.org"
    " worldscientific.com"
    " siam.org projecteuclid.org jstor.org cambridge.org bmj.com thelancet.com biomedcentral.com hindawi.com"
    " copernicus.org"
    " eurographics.org ndss-symposium.org bmvc2022.mpi-inf.mpg.de jair.org tmlr.infinite-conf.org internetsociety.org"
    " core.ac.uk europepmc.org cvpr.thecvf.com lrec-conf.org coling.org academia.edu philpapers.org jstage.jst.go.jp"
    " cnki.net kci.go.kr arxiv-vanity.com paperswithcode.com dblp.org citeseerx.ist.psu.edu xueshu.baidu.com"
    " scholar.archive.org"
)
CODE_HOSTS = split("github.com gitlab.com bitbucket.org codeberg.org gist.github.com gitee.com sourceforge.net sr.ht")
# Venues that lists name without a year; with a year any short capital word is taken for one.
VENUES = frozenset(
    split(
        "aaai aamas acl aistats alt asplos atc bmvc ccs chi cikm colm colt conll corl cvpr date dac eacl eccv"
        " ecml eccvw"
        " emnlp eurosys fast fse hpca hotos iccv iclr icml icpr icra icassp icde icdm icip icme ijcai ijcv"
        " ijcnn infocom"
        " interspeech iros isca issta jmlr jair kdd lrec miccai micro mlsys mm mobicom mobisys naacl ndss"
        " neurips nips nsdi"
        " oopsla osdi pacmpl pami tpami pldi pmlr popl ppopp rss sc sensys sigcomm sigir sigmod sigmetrics"
        " siggraph sosp sp"
        " s&p spaa tacl tip tist tkde tmlr tnnls tog toit tois tosem tse uai usenix uist uss vldb pvldb wacv wsdm www"
        " arxiv biorxiv medrxiv nature science cell pnas coling findings tvcg ase icse 3dv acmmm acm-mm eswa"
        " tmm tcsvt ral"
        " r-al aacl ecai iswc eswc recsys mlhc chil midl asru slt taslp"
    )
)
VENUE_WORDS = frozenset(
    split(
        "conference proceedings proc journal transactions workshop workshops letters arxiv preprint symposium"
        " advances"
        " nature science magazine ieee acm annals bulletin review tech report thesis dissertation 会议 期刊"
        " arxiv预印本 预印本"
        " lecture notes"
    )
)
_FORMS = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """Return a text without emoji and other signs at its ends, in one line."""
    kept = "".join(
        " "
        if unicodedata.category(char) in {"So", "Cs", "Co", "Cn"} or char in "\ufe0f\u200d\u20e3\U000e0020"
        else char
        for char in re.sub(r":[a-z0-9_+-]{2,30}:", " ", text)
    )
    return " ".join(kept.split())


def label_kind(text: str) -> str:
    """Return the kind of link that words mean: a field of links, `any`, `none` (no field has it), or nothing."""
    if found := labels.kind(text):
        return found
    words = [word for word in re.split(r"[\s/|,;()\[\]{}【】（）·:：&+]+", plain(text).casefold()) if word]
    if "c++" in text.casefold():
        words = [word for word in words if word != "c"] + ["c++"]
    words = [re.sub(r"[\d._-]+$", "", word) or word for word in words]
    words = [word.strip("-_.*\"'“”`") for word in words if not word.strip("-_.*").isdigit()]
    words = [word for word in words if word]
    kinds = [WORDS.get(word, "") or (labels.kind(word) if len(words) > 1 else "") for word in words]
    if not kinds or not all(kinds) or len(words) > 6:
        return ""
    return next((kind for kind in _ORDER if kind in kinds), "")


def section_kind(name: str) -> str:
    """Return what a heading says of the things below it: `out`, `tools`, `posts`, `data`, or nothing."""
    text = plain(name).casefold().strip(" :.-")
    if re.search(r"\b(?:related|other|similar|awesome)\b.*\b(?:lists|repositories|repos|surveys and lists)$", text):
        return "posts"
    text = re.sub(r"^(?:\d+[.)]?|[ivx]+[.)])+\s*", "", text)
    if text.replace(" ", "-") in SECTIONS:
        return SECTIONS[text.replace(" ", "-")]
    words = [word for word in re.split(r"[\s/|,;()\[\]&:：+、-]+", text) if word and word not in _IDLE]
    kinds = [SECTIONS.get(word, "") for word in words]
    known = [kind for kind in kinds if kind]
    if not known:
        return ""
    if len(known) == len(kinds):
        return known[-1] if "out" not in known else "out"
    # `Quantization Tools`: the last word says what the things are; of a long name nothing follows.
    if kinds[-1] in {"tools", "posts"} and len(words) <= 4:
        return kinds[-1]
    return (
        "out"
        if kinds[0] == "out" and len(words) <= 3 and words[0] in {"contributing", "citation", "news", "star"}
        else ""
    )


def host_is(host: str, hosts: list[str]) -> bool:
    """Return whether a host is one of these or below one of them."""
    return any(host == one or host.endswith(f".{one}") for one in hosts)
