"""Known-item queries written by hand before the ranking was tuned: what a reader types, and what must come up.

A line is `query | expected | kind | first`: the expected work must stand among the first `first` results. It is named
by the beginning of its title, or by its place on the site (`topics/…`, `software/…`); several right answers are
separated by `||`.
"""

QUERIES = """
AWQ | AWQ: Activation-aware | name | 1
awq | AWQ: Activation-aware | name | 1
SpQR | SpQR: A Sparse-Quantized | name | 1
spqr | SpQR: A Sparse-Quantized | name | 1
LLM.int8() | LLM.int8() | name | 1
llm int8 | LLM.int8() | name | 1
GPTQ | GPTQ: | name | 1
SmoothQuant | SmoothQuant: | name | 1
smooth quant | SmoothQuant: | name | 1
smooth-quant | SmoothQuant: | name | 1
RPTQ | RPTQ: | name | 1
OmniQuant | OmniQuant: | name | 1
QuIP | QuIP: | name | 1
BitNet | BitNet: | name | 1
LLM-QAT | LLM-QAT: | name | 1
llmqat | LLM-QAT: | name | 1
ZeroQuant | ZeroQuant: | name | 1
zeroquant v2 | ZeroQuant-V2: | name | 1
LLM-Pruner | LLM-Pruner: | name | 1
llm pruner | LLM-Pruner: | name | 1
SparseGPT | SparseGPT: | name | 1
sparse gpt | SparseGPT: | name | 1
LoRA | LoRA: Low-Rank Adaptation | name | 1
QLoRA | QLoRA: | name | 1
qlora | QLoRA: | name | 1
LoraHub | LoraHub: | name | 1
DyLoRA | DyLoRA: | name | 1
LoftQ | LoftQ: | name | 1
prefix tuning | Prefix-Tuning: | name | 1
Prefix-Tuning | Prefix-Tuning: | name | 1
P-Tuning v2 | P-Tuning v2 | name | 1
SpecInfer | SpecInfer: | name | 1
spec infer | SpecInfer: | name | 1
Scissorhands | Scissorhands: | name | 1
GQA | GQA: | name | 1
FlashAttention-2 | FlashAttention-2: | name | 1
flash attention 2 | FlashAttention-2: | name | 1
FlashDecoding++ | FlashDecoding++: | name | 1
FlexGen | FlexGen: | name | 1
flex gen | FlexGen: | name | 1
Linformer | Linformer: | name | 1
Longformer | Longformer: | name | 1
Mamba | Mamba: Linear-Time | name | 1
RWKV | RWKV: | name | 1
YaRN | YaRN: | name | 1
LongNet | LongNet: | name | 1
Switch Transformers | Switch Transformers: | name | 1
Memorizing Transformers | Memorizing Transformers | title | 1
Attention is all you need | Attention is all you need | title | 1
recurrent memory transformer | Recurrent Memory Transformer | title | 1
fast inference from transformers via speculative decoding | Fast Inference from Transformers via Speculative Decoding | title | 1
efficient memory management for large language model serving with pagedattention | Efficient Memory Management for Large Language Model Serving | title | 1
Efficient Streaming Language Models with Attention Sinks | Efficient Streaming Language Models with Attention Sinks | title | 1
tree of thoughts deliberate problem solving | Tree of Thoughts: | title | 1
GPT-4 Technical Report | GPT-4 Technical Report | title | 1
sparse sinkhorn attention | Sparse Sinkhorn Attention | title | 1
2306.00978 | AWQ: Activation-aware | identifier | 1
arXiv:2306.00978 | AWQ: Activation-aware | identifier | 1
2306.00978v3 | AWQ: Activation-aware | identifier | 1
https://arxiv.org/abs/2306.00978 | AWQ: Activation-aware | identifier | 1
https://arxiv.org/pdf/2306.00978v2.pdf | AWQ: Activation-aware | identifier | 1
arxiv.org/abs/2305.14314 | QLoRA: | identifier | 1
http://arxiv.org/pdf/2301.00774 | SparseGPT: | identifier | 1
https://doi.org/10.48550/arXiv.2312.00752 | Mamba: Linear-Time | identifier | 1
10.48550/arxiv.2312.00752 | Mamba: Linear-Time | identifier | 1
https://huggingface.co/papers/2307.08691 | FlashAttention-2: | identifier | 1
https://ar5iv.labs.arxiv.org/html/2309.17453 | Efficient Streaming Language Models | identifier | 1
2302.01318 | Accelerating Large Language Model Decoding with Speculative Sampling | identifier | 1
https://github.com/mit-han-lab/llm-awq | AWQ: Activation-aware | identifier | 1
github.com/mit-han-lab/llm-awq/tree/main/scripts | AWQ: Activation-aware | identifier | 1
mit-han-lab/streaming-llm | Efficient Streaming Language Models | identifier | 1
https://github.com/horseee/LLM-Pruner.git | LLM-Pruner: | identifier | 1
smothquant | SmoothQuant: | typo | 5
smoothqaunt | SmoothQuant: | typo | 5
sparsgpt | SparseGPT: | typo | 5
spraseGPT | SparseGPT: | typo | 5
omniqaunt | OmniQuant: | typo | 5
scisorhands | Scissorhands: | typo | 5
linfromer | Linformer: | typo | 5
longfomer | Longformer: | typo | 5
specinfr | SpecInfer: | typo | 5
flexgn | FlexGen: | typo | 5
memorizng transformers | Memorizing Transformers | typo | 5
speculatve sampling decoding | Accelerating Large Language Model Decoding with Speculative Sampling | typo | 5
mamba selectve state spaces | Mamba: Linear-Time | typo | 5
atention sinks | Efficient Streaming Language Models | typo | 5
flash atention 2 | FlashAttention-2: | typo | 5
pagedatention | Efficient Memory Management for Large Language Model Serving | typo | 5
activation aware weight | AWQ: Activation-aware | words | 5
attention sinks streaming | Efficient Streaming Language Models | words | 5
speculative decoding fast inference | Fast Inference from Transformers via Speculative Decoding | words | 5
paged attention serving | Efficient Memory Management for Large Language Model Serving | words | 5
trillion parameter sparsity | Switch Transformers: | words | 5
just forward passes | Fine-Tuning Language Models with Just Forward Passes | words | 5
kv cache persistence importance | Scissorhands: | words | 5
kvcache persistence | Scissorhands: | words | 5
kv-cache scissorhands | Scissorhands: | words | 5
1-bit transformers | BitNet: | words | 5
1bit transformers | BitNet: | words | 5
structural pruning of llm | LLM-Pruner: | words | 5
linear complexity self attention | Linformer: | words | 5
RNNs transformer era | RWKV: | words | 5
multi-query checkpoints | GQA: | words | 5
multi query multi head checkpoints | GQA: | words | 5
consumer GPU 3-bit finetuning | ModuLoRA: | words | 5
false promise imitating | The False Promise of Imitating Proprietary LLMs | words | 5
single gpu throughput | FlexGen: | words | 5
nystromformer | Nyströmformer: | words | 1
frantar sparsegpt | SparseGPT: | author | 5
alistarh one-shot pruning | SparseGPT: | author | 5
ji lin awq | AWQ: Activation-aware | author | 5
lin quantization acceleration | AWQ: Activation-aware | author | 5
xiao smoothquant | SmoothQuant: | author | 5
zechun liu quantization aware | LLM-QAT: | author | 5
Tri Dao deja vu | Deja Vu: | author | 5
jerry chee 2-bit | QuIP: | author | 5
Tao Ge autoencoder | In-context Autoencoder for Context Compression | author | 5
minghao wu distilled | LaMini-LM: | author | 5
yuhan liu cachegen | CacheGen: | author | 5
ajay jaiswal essential sparsity | The Emergence of Essential Sparsity | author | 5
Magister small language models | Teaching Small Language Models to Reason | author | 5
PTQ | topics/post-training-quantization | topic | 3
QAT | topics/quantization-aware-training | topic | 3
PEFT | topics/parameter-efficient-finetuning | topic | 3
MoE | topics/mixture-of-experts | topic | 3
SSM | topics/state-space-models | topic | 3
kv cache | topics/kv-cache-optimization | topic | 5
KV-cache | topics/kv-cache-optimization | topic | 5
kvcache | topics/kv-cache-optimization | topic | 5
speculative decoding | topics/speculative-decoding | topic | 3
knowledge distillation | topics/knowledge-distillation | topic | 3
mixture of experts | topics/mixture-of-experts | topic | 3
post training quantization | topics/post-training-quantization | topic | 3
federated learning | topics/federated-learning | topic | 3
low rank adaptation | topics/low-rank-adaptation | topic | 5
prompt compression | topics/prompt-compression | topic | 3
early exit | topics/early-exit | topic | 3
vLLM | software/vllm | software | 3
DeepSpeed | software/deepspeed | software | 3
Megatron | software/megatron-lm | software | 5
MLC LLM | software/mlc-llm | software | 3
statistics | statistics/ | page | 3
explorer | explorer/ | page | 3
"""  # noqa: E501 - a query is one line, however long the title
